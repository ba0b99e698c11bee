// Entries that could not be opened because they are damaged. They stay stored, still sealed, until their owner deletes
// them.
import { useState } from 'preact/hooks';
import { save, type Saved } from '../../edges/save';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Notice } from '../parts/notice';
import { Panel } from '../parts/panel';
import { Row } from '../parts/row';
import { say } from '../parts/said';
import { day } from './day';

const SAID: Readonly<Record<Saved, string>> = {
  kept: 'Saved',
  differs: 'The file is not whole: save it once more',
  not_kept: 'Nothing was saved',
  handed_over: 'Look for it among the downloads',
  press_again: 'Press once more',
};

export function SetAside() {
  const [discarding, setDiscarding] = useState<string>();
  const damaged = vault.setAside.value;
  if (damaged.length === 0) return null;

  async function discard(id: string): Promise<void> {
    await vault.discardSetAside(id);
    setDiscarding(undefined);
    say('Deleted');
  }

  async function keep(): Promise<void> {
    say(
      SAID[await save({ name: 'damaged-accounts.json', text: await vault.setAsideExport(), type: 'application/json' })],
    );
  }

  return (
    <Panel
      title={damaged.length === 1 ? 'One damaged account' : `${damaged.length} damaged accounts`}
      action={<Button variant="secondary" small onClick={() => void keep()}>Save to a file</Button>}
    >
      <Notice kind="warn" title="What you can do">
        <p>
          Import a backup: what is missing comes back from it. Without one, set up the account again at its site. The
          file keeps the damaged data, still encrypted, for somebody who may mend it.
        </p>
      </Notice>
      {damaged.map(({ id, since }, index) => (
        <Row
          key={id} icon="warning" title={`Damaged account ${index + 1}`} description={`Set aside ${day(since)}`}
          actions={<Button
            variant="secondary" small label={`Delete damaged account ${index + 1}`} onClick={() => setDiscarding(id)}
          >Delete</Button>}
        />
      ))}
      {discarding !== undefined && (
        <Dialog title="Delete the damaged account?" onClose={() => setDiscarding(undefined)}>
          <p>After this nobody can mend it. This cannot be undone.</p>
          <div class="actions">
            <Button variant="danger" onClick={() => void discard(discarding)}>Delete</Button>
            <Button variant="secondary" autoFocus onClick={() => setDiscarding(undefined)}>Keep it</Button>
          </div>
        </Dialog>
      )}
    </Panel>
  );
}
