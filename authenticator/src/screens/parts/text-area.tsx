import { describedBy, type Question, QuestionFrame } from './question';

interface TextAreaProps extends Question {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** Nothing of it is kept by the browser for a next visit, nor looked up by its spelling checker. */
export function TextArea({ value, onInput, ...question }: TextAreaProps) {
  const { name, error } = question;
  return (
    <QuestionFrame {...question}>
      <textarea class="input" id={name} name={name} value={value} onInput={event => onInput(event.currentTarget.value)} autocomplete="off" spellcheck={false} aria-describedby={describedBy(question)} aria-invalid={error ? 'true' : undefined} />
    </QuestionFrame>
  );
}
