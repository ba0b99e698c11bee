import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { whyNotTried } from '../lock/attempt';
import { type NewPasswordErrors, objections } from '../lock/new-password';
import { NewPasswordFields } from '../lock/new-password-fields';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { PasswordField } from '../parts/password-field';
import { say } from '../parts/said';

export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [errors, setErrors] = useState<NewPasswordErrors & { readonly old?: string }>({});
  const [changing, setChanging] = useState(false);

  async function change(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const object = (wrong: typeof errors): void => {
      setErrors(wrong);
      form.querySelector<HTMLInputElement>(wrong.old ? '#old-password' : wrong.password ? '#new-password' : '#repeated')
        ?.focus();
    };
    const wrong = { ...(old === '' ? { old: 'Type the password of now.' } : {}), ...objections(password, repeated) };
    if (Object.keys(wrong).length > 0) return object(wrong);
    setErrors({});
    setChanging(true);
    try {
      if (await vault.changePassword(old, password) === 'wrong_password') {
        return object({ old: 'That is not the password of this app.' });
      }
    } catch (error) {
      return object({ old: whyNotTried(error) });
    } finally {
      setChanging(false);
    }
    onClose();
    say('Password changed');
  }

  return (
    <Dialog title="Change the password" onClose={onClose}>
      <form onSubmit={event => void change(event)} noValidate>
        <PasswordField
          name="old-password" label="Password of now" value={old} onInput={setOld} error={errors.old}
          autoComplete="current-password" autoFocus
        />
        <NewPasswordFields
          password={password} repeated={repeated} errors={errors} onPassword={setPassword} onRepeated={setRepeated}
        />
        <p class="hidden-text" role="alert">{errors.old ?? errors.password ?? errors.repeated}</p>
        <p class="muted form-note">Backups keep the passwords that they were made with.</p>
        <div class="actions">
          <Button type="submit" busy={changing}>{changing ? 'Changing…' : 'Change'}</Button>
          <Button variant="plain" onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
