import { PasswordField } from '../parts/password-field';
import { type NewPasswordErrors, strengthHint } from './new-password';

interface NewPasswordFieldsProps {
  readonly password: string;
  readonly repeated: string;
  readonly errors: NewPasswordErrors;
  readonly onPassword: (password: string) => void;
  readonly onRepeated: (repeated: string) => void;
  readonly autoFocus?: boolean;
}

export function NewPasswordFields({
  password, repeated, errors, onPassword, onRepeated, autoFocus = false,
}: NewPasswordFieldsProps) {
  return (
    <>
      <PasswordField
        name="new-password" label="New password" hint={strengthHint(password)} value={password} onInput={onPassword}
        error={errors.password} autoComplete="new-password" autoFocus={autoFocus}
      />
      <PasswordField
        name="repeated" label="The same once more" value={repeated} onInput={onRepeated} error={errors.repeated}
        autoComplete="new-password"
      />
    </>
  );
}
