import { Notice } from '../parts/notice';
import { ChoosePassword } from './choose-password';

/** This browser once had accounts of the app and deleted them. */
export function LostScreen() {
  return (
    <div class="sheet">
      <h1>The accounts that were here are gone</h1>
      <p class="lead">
        This browser had accounts of this app, and its storage has been cleared. It happens when site data is deleted,
        or when the device is short of space.
      </p>
      <Notice kind="info" title="What you can do">
        <p>
          With a backup: set a password here, then import the backup with its own password. The accounts come back as
          they were.
        </p>
        <p>
          Without one: sign in to each site in another way, such as a recovery code, and set up its authenticator again.
        </p>
      </Notice>
      <h2>Start again</h2>
      <ChoosePassword />
    </div>
  );
}
