import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { PasswordField } from '../parts/password-field';
import { whyNotTried } from './attempt';

interface ProveProps {
  /** The text of the button. */
  readonly action: string;
  /** The action deletes something. */
  readonly danger?: boolean;
  readonly onProved: () => void;
  readonly onCancel: () => void;
}

/** Asks for the password again before actions that an open app alone must not allow. */
export function Prove({ action, danger = false, onProved, onCancel }: ProveProps) {
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [trying, setTrying] = useState(false);

  async function prove(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const input = event.currentTarget.querySelector<HTMLInputElement>('#proof');
    setTrying(password !== '');
    try {
      if (password !== '' && await vault.prove(password) === 'proven') return onProved();
      setError(password === '' ? 'Type the password of this app.' : 'That is not the password of this app.');
    } catch (error) {
      setError(whyNotTried(error));
    } finally {
      setTrying(false);
    }
    input?.focus();
    input?.select();
  }

  return (
    <form onSubmit={event => void prove(event)} noValidate>
      <PasswordField
        name="proof" label="Password of this app" value={password} onInput={setPassword} error={error}
        autoComplete="current-password" autoFocus
      />
      <p class="hidden-text" role="alert">{error}</p>
      <div class="actions">
        <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={trying}>{action}</Button>
        <Button variant="plain" onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
