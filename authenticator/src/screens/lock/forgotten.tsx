import { useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';

/** Explains that a forgotten password cannot be recovered, and what to do. */
export function Forgotten() {
  const [asking, setAsking] = useState(false);
  return (
    <details class="advanced">
      <summary>I forgot the password</summary>
      <div class="flow">
        <p>
          Nobody can restore it, and nobody else can open these accounts. With a backup you can go on: start anew, and
          import the backup with its own password.
        </p>
        <p>
          Without one, sign in to each site in another way, such as a recovery code, and set up its authenticator again.
        </p>
        <Button variant="secondary" onClick={() => setAsking(true)}>Start anew</Button>
      </div>
      {asking && (
        <Dialog title="Delete what is locked here?" onClose={() => setAsking(false)}>
          <p>The accounts in this browser are deleted for good. Codes that you have nowhere else are lost.</p>
          <div class="actions">
            <Button variant="danger" onClick={() => void vault.forgetEverything()}>Delete and start anew</Button>
            <Button variant="secondary" autoFocus onClick={() => setAsking(false)}>Keep them</Button>
          </div>
        </Dialog>
      )}
    </details>
  );
}
