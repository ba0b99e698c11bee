import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { askToPersist } from '../../edges/persistence';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { type NewPasswordErrors, objections } from './new-password';
import { NewPasswordFields } from './new-password-fields';
import { overtaken } from './overtaken';

/** Creates the vault. @param givingUp Deletes an unreadable vault. */
export function ChoosePassword({ givingUp = false }: { readonly givingUp?: boolean }) {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [errors, setErrors] = useState<NewPasswordErrors>({});
  const [making, setMaking] = useState(false);
  const [trouble, setTrouble] = useState(false);
  // Submitted or not, a password that was typed here opens nothing.
  useEffect(() => () => { if (vault.state.value === 'locked') overtaken.value = true; }, []);

  async function create(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const wrong = objections(password, repeated);
    setErrors(wrong);
    const first = wrong.password ? '#new-password' : wrong.repeated ? '#repeated' : undefined;
    if (first) return event.currentTarget.querySelector<HTMLInputElement>(first)?.focus();
    setMaking(true);
    try {
      await vault.create(password, givingUp);
      await askToPersist();
    } catch {
      setTrouble(true); // the disk is full, or storage was forbidden; browsers do not always tell which
      setMaking(false);
    }
  }

  return (
    <form onSubmit={event => void create(event)} noValidate>
      {trouble && (
        <div role="alert"><Notice kind="danger" title="Nothing could be stored">
          <p>The browser refused. Make room on this device, allow this site to store data, and try again.</p>
        </Notice></div>
      )}
      <NewPasswordFields
        password={password} repeated={repeated} errors={errors} onPassword={setPassword} onRepeated={setRepeated}
      />
      <p class="hidden-text" role="alert">{errors.password ?? errors.repeated}</p>
      <div class="actions">
        <Button type="submit" busy={making}>{making ? 'Setting up…' : 'Set the password'}</Button>
      </div>
    </form>
  );
}
