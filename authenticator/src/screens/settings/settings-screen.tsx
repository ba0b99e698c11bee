import { BackLink } from '../parts/back-link';
import { About } from './about';
import { BackupSettings } from './backup';
import { ClockSettings } from './clock';
import { DeviceSettings } from './device';
import { DisplaySettings } from './display';
import { Forget } from './forget';
import { SetAside } from './set-aside';
import { Ways } from './ways';

export function SettingsScreen() {
  return (
    <div class="settings">
      <BackLink href="#/" text="Codes" />
      <h1>Settings</h1>
      <SetAside />
      <DisplaySettings />
      <Ways />
      <BackupSettings />
      <ClockSettings />
      <DeviceSettings />
      <Forget />
      <About />
    </div>
  );
}
