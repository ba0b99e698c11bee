import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { describedBy, type Question, QuestionFrame } from './question';

interface PasswordFieldProps extends Question {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password' | 'off';
  readonly autoFocus?: boolean;
}

/** Can be shown. Hidden again when its form is submitted, so that no browser remembers it as plain text. */
export function PasswordField({ value, onInput, autoComplete, autoFocus, ...question }: PasswordFieldProps) {
  const { name, error } = question;
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  // The autofocus attribute has no effect while another element has the focus.
  useLayoutEffect(() => { if (autoFocus) input.current?.focus(); }, [autoFocus]);
  useEffect(() => {
    const form = input.current?.form;
    const hide = (): void => setShown(false);
    form?.addEventListener('submit', hide);
    return () => form?.removeEventListener('submit', hide);
  }, []);

  return (
    <QuestionFrame {...question}>
      <div class="control">
        <input
          ref={input} class="input" id={name} name={name}
          {...(shown ? { type: 'text' as const } : { type: 'password' as const })} value={value}
          onInput={event => onInput(event.currentTarget.value)}
          autocomplete={autoComplete} autocapitalize="none" autocorrect="off" spellcheck={false} autofocus={autoFocus}
          aria-describedby={describedBy(question)} aria-invalid={error ? 'true' : undefined}
        />
        <button
          class="inset-button" type="button" aria-label={shown ? 'Hide password' : 'Show password'}
          onClick={() => setShown(!shown)}
        >{shown ? 'Hide' : 'Show'}</button>
      </div>
    </QuestionFrame>
  );
}
