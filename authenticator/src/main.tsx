import '../../src/Sparekey.Edges/Web/Assets/site.css';
import '../../src/Sparekey.Edges/Web/Assets/forms.css';
import '../../src/Sparekey.Edges/Web/Assets/parts.css';
import './looks/app.css';
import './looks/dialogs.css';
import './looks/letters.css';
import './looks/codes.css';
import './looks/order.css';
import './looks/ring.css';
import './looks/screens.css';
import { render } from 'preact';
import { startAutolock } from './edges/autolock';
import { watchClock } from './edges/clock';
import { watchReleases } from './edges/release';
import { App } from './screens/app';
import { takeLaunchedFiles } from './screens/import/launched';
import { sayWhatFails } from './screens/not-done';

const place = document.getElementById('app');
if (!place) throw new Error('The page has no place for the app.');
// A static host may not send frame-ancestors. Another page must not frame the app and capture clicks.
if (window.top === window) {
  sayWhatFails();
  render(<App />, place);
  startAutolock();
  takeLaunchedFiles();
  watchClock();
  void watchReleases();
} else {
  render(<p>The authenticator does not open inside another page. Open it by its own address.</p>, place);
}
