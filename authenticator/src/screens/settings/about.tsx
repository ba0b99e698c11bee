import { version } from '../../../package.json';
import { Panel } from '../parts/panel';

export function About() {
  return (
    <Panel title="About">
      <p>Sparekey Authenticator {version}</p>
      <p class="muted">
        Codes are made on this device, and accounts are kept on it, encrypted. Nothing is sent anywhere: the app asks
        its own host for its files and for the time, and no other host for anything.
      </p>
    </Panel>
  );
}
