import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { Mark } from '../parts/mark';
import { Notice } from '../parts/notice';
import { PasswordField } from '../parts/password-field';
import { whyNotTried } from './attempt';
import { Forgotten } from './forgotten';
import { overtaken } from './overtaken';

const PASSKEY_TROUBLE = {
  refused: 'The passkey did not open it. Try once more, or use the password.',
  unavailable: 'This browser cannot use the passkey here. Use the password.',
} as const;

export function LockScreen() {
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [opening, setOpening] = useState<'password' | 'passkey'>();
  useEffect(() => () => { overtaken.value = false; }, []);
  const hasPasskey = vault.slots.value.some(slot => slot.kind === 'passkey');

  async function unlock(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const input = event.currentTarget.querySelector<HTMLInputElement>('#password');
    if (password === '') {
      setError('Type the password of this app.');
      return input?.focus();
    }
    setError(undefined);
    setOpening('password');
    try {
      if (await vault.unlock(password) === 'open') return;
      setError('That is not the password of this app.');
    } catch (error) {
      setError(whyNotTried(error));
    } finally {
      setOpening(undefined);
    }
    input?.focus();
    input?.select();
  }

  async function usePasskey(): Promise<void> {
    setError(undefined);
    setOpening('passkey');
    try {
      const answer = await vault.unlockWithPasskey();
      if (answer !== 'open') setError(PASSKEY_TROUBLE[answer]);
    } catch {
      setError(PASSKEY_TROUBLE.unavailable);
    } finally {
      setOpening(undefined);
    }
  }

  return (
    <div class="sheet lock">
      <span class="lock-mark"><Mark /></span>
      <h1>Unlock your codes</h1>
      {overtaken.value && (
        <div role="alert">
          <Notice kind="warn" title="Another window has just set a password"><p>Unlock with that one.</p></Notice>
        </div>
      )}
      <form onSubmit={event => void unlock(event)} noValidate>
        <PasswordField
          name="password" label="Password" value={password} onInput={setPassword} error={error}
          autoComplete="current-password" autoFocus
        />
        <div class="actions">
          <Button type="submit" busy={opening !== undefined}>{opening === 'password' ? 'Opening…' : 'Unlock'}</Button>
          {hasPasskey && (
            <Button variant="secondary" busy={opening !== undefined} onClick={() => void usePasskey()}>
              <Icon name="passkey" />Use a passkey
            </Button>
          )}
        </div>
      </form>
      <p class="hidden-text" role="alert">{error}</p>
      <Forgotten />
    </div>
  );
}
