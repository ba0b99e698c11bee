import { useState } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { vault } from '../../vault/vault';
import { spokenName } from '../codes/spoken';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { say } from '../parts/said';
import { go } from '../route';

export function Delete({ entry }: { readonly entry: KeptEntry }) {
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string>();

  async function remove(): Promise<void> {
    try {
      await vault.remove(entry.id);
    } catch {
      return setTrouble('It could not be deleted: the browser did not store the change. Try again.');
    }
    go('#/');
    say('Deleted');
  }

  return (
    <>
      <p class="muted">Turn the authenticator off at the site first: deleting the account here does not do it.</p>
      <div class="entry-part-action">
        <Button variant="secondary" onClick={() => setAsking(true)}><Icon name="trash" />Delete this account</Button>
      </div>
      {asking && (
        <Dialog title={`Delete ${spokenName(entry)}?`} onClose={() => setAsking(false)}>
          <p>
            Its codes cannot be made any more, unless you have its backup key or a backup of this app. This cannot be
            undone.
          </p>
          {trouble !== undefined && <p class="error" role="alert">{trouble}</p>}
          <div class="actions">
            <Button variant="danger" onClick={() => void remove()}>Delete</Button>
            <Button variant="secondary" autoFocus onClick={() => setAsking(false)}>Keep it</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
