import type { InputHTMLAttributes } from 'preact';
import { describedBy, type Question, QuestionFrame } from './question';

interface FieldProps extends Question {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'number';
  readonly autoComplete?: InputHTMLAttributes['autocomplete'];
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  readonly width?: 'short' | 'medium' | 'full';
  readonly autoFocus?: boolean;
  /** Suggestions while typing, such as existing group names. */
  readonly suggestions?: readonly string[];
}

export function Field({
  value, onInput, type = 'text', autoComplete = 'off', inputMode, width = 'full', autoFocus, suggestions = [],
  ...question
}: FieldProps) {
  const { name, error } = question;
  return (
    <QuestionFrame {...question}>
      <div class={`control width-${width}`}>
        <input
          class="input" id={name} name={name} type={type} value={value}
          onInput={event => onInput(event.currentTarget.value)} autocomplete={autoComplete} spellcheck={false}
          inputmode={inputMode}
          autofocus={autoFocus} list={suggestions.length > 0 ? `${name}-suggestions` : undefined}
          aria-describedby={describedBy(question)} aria-invalid={error ? 'true' : undefined}
        />
        {suggestions.length > 0 && (
          <datalist id={`${name}-suggestions`}>{suggestions.map(each => <option key={each} value={each} />)}</datalist>
        )}
      </div>
    </QuestionFrame>
  );
}
