import { Icon, type IconName } from './icon';

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly filled?: boolean;
  readonly disabled?: boolean;
  readonly onClick: (button: HTMLButtonElement) => void;
}

/** 44 px square; the label is spoken, and shown when the pointer rests on it. */
export function IconButton({ icon, label, pressed, filled = false, disabled, onClick }: IconButtonProps) {
  return (
    <button class="icon-button" type="button" aria-label={label} title={label} aria-pressed={pressed} disabled={disabled} onClick={event => onClick(event.currentTarget)}>
      <Icon name={icon} filled={filled} />
    </button>
  );
}
