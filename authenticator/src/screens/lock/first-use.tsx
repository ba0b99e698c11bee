import { Notice } from '../parts/notice';
import { ChoosePassword } from './choose-password';

export function FirstUse() {
  return (
    <div class="sheet">
      <h1>Choose a password for your codes</h1>
      <p class="lead">They stay on this device, encrypted, and work without a network. The password opens them.</p>
      <Notice kind="warn" title="Nobody can restore this password">
        <p>
          It is sent nowhere, so nobody can give it back. Write it down and keep it safe, or use a password manager.
        </p>
      </Notice>
      <ChoosePassword />
    </div>
  );
}
