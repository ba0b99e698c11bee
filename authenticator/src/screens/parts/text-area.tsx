import { describedBy, type Question, QuestionFrame } from './question';

interface TextAreaProps extends Question {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** The browser must not keep the text for later visits or send it to a spelling checker. */
export function TextArea({ value, onInput, ...question }: TextAreaProps) {
  const { name, error } = question;
  return (
    <QuestionFrame {...question}>
      <textarea
        class="input" id={name} name={name} value={value} onInput={event => onInput(event.currentTarget.value)}
        autocomplete="off" spellcheck={false} aria-describedby={describedBy(question)}
        aria-invalid={error ? 'true' : undefined}
      />
    </QuestionFrame>
  );
}
