import { useEffect, useRef, useState } from 'preact/hooks';
import type { Format } from '../../formats/reading';
import { formatName } from '../../formats/words';
import { Button } from '../parts/button';
import { PasswordField } from '../parts/password-field';
import type { GivenFile } from './given-file';

interface FilePasswordProps {
  readonly file: GivenFile;
  readonly format: Format;
  readonly wrong: boolean;
  readonly onPassword: (password: string) => void;
  readonly onBack: () => void;
}

export function FilePassword({ file, format, wrong, onPassword, onBack }: FilePasswordProps) {
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const error = missing
    ? 'Type the password of this file.'
    : wrong
    ? 'That password does not open this file. Try again; capitals matter. If it is surely right, the file is damaged.'
    : undefined;

  function open(event: Event): void {
    event.preventDefault();
    setMissing(password === '');
    if (password !== '') onPassword(password);
  }

  // The file was chosen before, so typing comes next.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), [error]);

  // Encrypted files of andOTP have no mark, so any other file may look like one.
  const surely = format === 'andotp' ? 'may be' : 'is';

  return (
    <form ref={form} class="flow" onSubmit={open} noValidate>
      <h1>Password of the file</h1>
      <p class="lead">
        {file.name === '' ? 'This' : <>“{file.name}”</>} {surely} an encrypted export of {formatName(format)}.
      </p>
      <PasswordField
        name="file-password" label="Password"
        hint="The one that was chosen when the file was made, in the app that made it." value={password}
        onInput={setPassword} error={error} autoComplete="off"
      />
      <div class="actions">
        <Button type="submit" variant="primary">Open the file</Button>
        <Button variant="plain" onClick={onBack}>Another file</Button>
      </div>
    </form>
  );
}
