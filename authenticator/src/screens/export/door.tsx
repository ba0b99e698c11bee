// The step before keys are shown or written unencrypted: a warning to acknowledge, and the password.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { focusFirstWrong } from '../add/focus-first-wrong';
import { whyNotTried } from '../lock/attempt';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Notice } from '../parts/notice';
import { PasswordField } from '../parts/password-field';

export function Door({ onProved, onBack }: { readonly onProved: () => void; readonly onBack: () => void }) {
  const [password, setPassword] = useState('');
  const [understood, setUnderstood] = useState(false);
  const [errors, setErrors] = useState<{ readonly password?: string; readonly understood?: string }>({});
  const [trying, setTrying] = useState(false);

  async function open(event: Event): Promise<void> {
    event.preventDefault();
    const missing = {
      ...(understood ? {} : { understood: 'Tick this first.' }),
      ...(password === '' ? { password: 'Type the password of this app.' } : {}),
    };
    setErrors(missing);
    if (Object.keys(missing).length > 0 || trying) return;
    setTrying(true);
    try {
      if (await vault.prove(password) === 'proven') onProved();
      else setErrors({ password: 'That is not the password of this app.' });
    } catch (error) {
      setErrors({ password: whyNotTried(error) });
    } finally {
      setTrying(false);
    }
  }

  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => { if (Object.keys(errors).length > 0) focusFirstWrong(form.current); }, [errors]);

  return (
    <form ref={form} class="flow" onSubmit={event => void open(event)} noValidate>
      <h1>Keys in the clear</h1>
      <Notice kind="danger" title="Whoever has this has your codes">
        <p>
          What comes next is not encrypted. Anybody who reads it, copies it or takes a picture of it can sign in with
          your codes from then on. Make sure that nobody looks over your shoulder, and keep it like cash.
        </p>
      </Notice>
      <div class={errors.understood === undefined ? 'field' : 'field field-wrong'}>
        {errors.understood !== undefined && (
          <p class="error" role="alert"><span class="hidden-text">Error: </span>{errors.understood}</p>
        )}
        <Choice
          type="checkbox" name="understood" id="understood" value="yes" label="I understand, and keep it safe"
          checked={understood} onChange={() => setUnderstood(!understood)}
        />
      </div>
      <PasswordField
        name="password" label="Password of this app" value={password} onInput={setPassword} error={errors.password}
        autoComplete="current-password"
      />
      <div class="actions">
        <Button type="submit" variant="danger" busy={trying}>Show the keys</Button>
        <Button variant="plain" onClick={onBack}>Back</Button>
      </div>
    </form>
  );
}
