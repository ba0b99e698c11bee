import { vault } from '../vault/vault';
import { Icon } from './parts/icon';
import { IconButton } from './parts/icon-button';
import { Mark } from './parts/mark';
import { route } from './route';

export function TopBar() {
  const open = vault.state.value === 'open';
  return (
    <header class="top app-top no-print">
      <div class="top-inside">
        <a class="brand" href="#/"><Mark /><span>Sparekey</span><span class="brand-area">Authenticator</span></a>
        {open && (
          <nav class="app-tools" aria-label="App">
            <IconButton icon="lock" label="Lock" onClick={() => void vault.lock()} />
            <a
              class="icon-button" href="#/settings" aria-label="Settings" title="Settings"
              aria-current={route.value.name === 'settings' ? 'page' : undefined}
            ><Icon name="settings" /></a>
          </nav>
        )}
      </div>
    </header>
  );
}
