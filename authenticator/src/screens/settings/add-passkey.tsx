import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { whyNotTried } from '../lock/attempt';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Field } from '../parts/field';
import { Notice } from '../parts/notice';
import { PasswordField } from '../parts/password-field';
import { say } from '../parts/said';

const TROUBLE = {
  refused: 'The passkey was not made. Try again, and answer what the browser asks.',
  unavailable: 'This browser or this passkey cannot open the app. The password does.',
} as const;

export function AddPasskey({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('This device');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [adding, setAdding] = useState(false);

  async function add(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const input = event.currentTarget.querySelector<HTMLInputElement>('#proof');
    setTrouble(undefined);
    setError(undefined);
    setAdding(password !== '');
    let answer;
    try {
      answer = password === '' ? 'none' : await vault.addPasskey(name.trim() || 'Passkey', password);
    } catch (error) {
      return setTrouble(whyNotTried(error));
    } finally {
      setAdding(false);
    }
    if (answer === 'added') {
      onClose();
      return say('Passkey added');
    }
    if (answer === 'refused' || answer === 'unavailable') return setTrouble(TROUBLE[answer]);
    setError(answer === 'none' ? 'Type the password of this app.' : 'That is not the password of this app.');
    input?.focus();
  }

  return (
    <Dialog title="Add a passkey" onClose={onClose}>
      {trouble !== undefined && (
        <div role="alert"><Notice kind="warn" title="No passkey was added"><p>{trouble}</p></Notice></div>
      )}
      <form onSubmit={event => void add(event)} noValidate>
        <Field name="passkey-name" label="Name" hint="So that you know it again" value={name} onInput={setName} />
        <PasswordField
          name="proof" label="Password of this app" value={password} onInput={setPassword} error={error}
          autoComplete="current-password" autoFocus
        />
        <p class="hidden-text" role="alert">{error}</p>
        <div class="actions">
          <Button type="submit" busy={adding}>Continue</Button>
          <Button variant="plain" onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
