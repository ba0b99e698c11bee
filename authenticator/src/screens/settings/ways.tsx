// The ways to open the vault: always one password, and passkeys where the browser supports them.
import { useEffect, useState } from 'preact/hooks';
import { canUsePasskeys } from '../../edges/passkeys';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Panel } from '../parts/panel';
import { Row } from '../parts/row';
import { say } from '../parts/said';
import { AddPasskey } from './add-passkey';
import { ChangePassword } from './change-password';
import { day } from './day';

type Doing =
  { readonly what: 'password' | 'passkey' } | { readonly what: 'remove'; readonly id: string; readonly name: string };

export function Ways() {
  const [doing, setDoing] = useState<Doing>();
  const [possible, setPossible] = useState(false);
  useEffect(() => void canUsePasskeys().then(setPossible), []);
  const close = (): void => setDoing(undefined);
  const slots = vault.slots.value;

  async function remove(id: string): Promise<void> {
    await vault.removeSlot(id);
    close();
    say('Removed');
  }

  return (
    <Panel title="Opening the app" description="Each of these opens it by itself.">
      {slots.map(slot => (slot.kind === 'password'
        ? (
          <Row key={slot.id} icon="lock" title="Password" description={`Set ${day(slot.createdAt)}`} actions={<Button
            variant="secondary" small label="Change the password" onClick={() => setDoing({ what: 'password' })}
          >Change</Button>} />
        )
        : (
          <Row
            key={slot.id} icon="passkey" title={slot.name} description={`Passkey, added ${day(slot.createdAt)}`}
            actions={<Button
              variant="secondary" small label={`Remove passkey ${slot.name}`}
              onClick={() => setDoing({ what: 'remove', id: slot.id, name: slot.name })}
            >Remove</Button>}
          />
        )
      ))}
      {possible && (
        <Row
          icon="passkey" title="Another passkey"
          description="Your fingerprint, face or screen lock opens the app, where browser and device can."
          actions={<Button
            variant="secondary" small label="Add a passkey" onClick={() => setDoing({ what: 'passkey' })}
          >Add</Button>}
        />
      )}
      {doing?.what === 'password' && <ChangePassword onClose={close} />}
      {doing?.what === 'passkey' && <AddPasskey onClose={close} />}
      {doing?.what === 'remove' && (
        <Dialog title={`Remove ${doing.name}?`} onClose={close}>
          <p>This passkey will not open the app any more. The password still does.</p>
          <div class="actions">
            <Button variant="danger" onClick={() => void remove(doing.id)}>Remove</Button>
            <Button variant="secondary" autoFocus onClick={close}>Keep it</Button>
          </div>
        </Dialog>
      )}
    </Panel>
  );
}
