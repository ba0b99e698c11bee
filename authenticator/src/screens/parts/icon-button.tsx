import { Icon, type IconName } from './icon';

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly filled?: boolean;
  readonly disabled?: boolean;
  readonly onClick: (button: HTMLButtonElement) => void;
}

/** 44 px square. The label is read aloud, and shown while the pointer rests on the button. */
export function IconButton({ icon, label, pressed, filled = false, disabled, onClick }: IconButtonProps) {
  return (
    <button
      class="icon-button" type="button" aria-label={label} title={label} aria-pressed={pressed} disabled={disabled}
      onClick={event => onClick(event.currentTarget)}
    >
      <Icon name={icon} filled={filled} />
    </button>
  );
}
