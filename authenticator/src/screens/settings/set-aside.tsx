// Entries that could not be opened: damaged on the disk. They are kept, sealed as they are, until their owner lets them go.
import { useState } from 'preact/hooks';
import { save } from '../../edges/save';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Notice } from '../parts/notice';
import { Panel } from '../parts/panel';
import { Row } from '../parts/row';
import { say } from '../parts/said';
import { day } from './day';

export function SetAside() {
  const [discarding, setDiscarding] = useState<string>();
  const damaged = vault.setAside.value;
  if (damaged.length === 0) return null;

  async function discard(id: string): Promise<void> {
    await vault.discardSetAside(id);
    setDiscarding(undefined);
    say('Deleted');
  }

  return (
    <Panel title={damaged.length === 1 ? 'One damaged account' : `${damaged.length} damaged accounts`} action={<Button variant="secondary" small onClick={() => void vault.setAsideExport().then(text => save('damaged-accounts.json', text, 'application/json'))}>Save to a file</Button>}>
      <Notice kind="warn" title="What you can do">
        <p>Import a backup: what is missing comes back from it. Without one, set up the account again at its site. The file keeps the damaged data, still encrypted, for somebody who may mend it.</p>
      </Notice>
      {damaged.map(({ id, since }, index) => (
        <Row key={id} icon="warning" title={`Damaged account ${index + 1}`} description={`Set aside ${day(since)}`} actions={<Button variant="secondary" small label={`Delete damaged account ${index + 1}`} onClick={() => setDiscarding(id)}>Delete</Button>} />
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
