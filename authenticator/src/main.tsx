import '../../src/Sparekey.Server/Edges/Web/Assets/site.css';
import '../../src/Sparekey.Server/Edges/Web/Assets/forms.css';
import '../../src/Sparekey.Server/Edges/Web/Assets/parts.css';
import './looks/app.css';
import './looks/dialogs.css';
import './looks/codes.css';
import './looks/screens.css';
import { render } from 'preact';
import { startAutolock } from './edges/autolock';
import { watchClock } from './edges/clock';
import { watchReleases } from './edges/release';
import { App } from './screens/app';

const place = document.getElementById('app');
if (!place) throw new Error('The page has no place for the app.');
render(<App />, place);
startAutolock();
watchClock();
void watchReleases();
