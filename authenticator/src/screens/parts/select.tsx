import { Icon } from './icon';
import { describedBy, type Question, QuestionFrame } from './question';

interface SelectProps extends Question {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly width?: 'short' | 'medium' | 'full';
  readonly onChange: (value: string) => void;
}

export function Select({ value, options, width = 'medium', onChange, ...question }: SelectProps) {
  const { name, error } = question;
  return (
    <QuestionFrame {...question}>
      <div class={`control select width-${width}`}>
        <select
          class="input" id={name} name={name} value={value} onChange={event => onChange(event.currentTarget.value)}
          aria-describedby={describedBy(question)} aria-invalid={error ? 'true' : undefined}
        >
          {options.map(option => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
        <Icon name="down" />
      </div>
    </QuestionFrame>
  );
}
