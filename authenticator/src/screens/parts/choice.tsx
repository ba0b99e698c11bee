import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly id: string;
  readonly value?: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly icon?: IconName;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: () => void;
}

/** The whole card can be pressed. */
export function Choice({
  type, name, id, value = 'true', label, hint, icon, checked, disabled, onChange,
}: ChoiceProps) {
  return (
    <div class="choice">
      <input
        class="choice-input" id={id} type={type} name={name} value={value} checked={checked} disabled={disabled}
        onChange={onChange} aria-describedby={hint ? `${id}-choice-hint` : undefined}
      />
      <label class="choice-label" for={id}>
        {icon && <Icon name={icon} />}
        <span class="choice-text">{label}</span>
      </label>
      {hint && <p class="choice-hint" id={`${id}-choice-hint`}>{hint}</p>}
    </div>
  );
}
