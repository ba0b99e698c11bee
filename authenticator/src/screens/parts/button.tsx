import type { ComponentChildren } from 'preact';

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'plain';

interface ButtonProps {
  readonly variant?: ButtonVariant;
  readonly small?: boolean;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  /** Work is under way: the button keeps its place and focus, and ignores presses. */
  readonly busy?: boolean;
  /** For a button that stays pressed. */
  readonly pressed?: boolean;
  /** A spoken label for a text that is too short. It begins with the text. */
  readonly label?: string;
  readonly autoFocus?: boolean;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}

export function Button({
  variant = 'primary', small = false, type = 'button', disabled, busy, pressed, label, autoFocus, onClick, children,
}: ButtonProps) {
  return (
    <button
      class={`button button-${variant}${small ? ' button-small' : ''}`} type={type} disabled={disabled}
      autofocus={autoFocus}
      aria-disabled={busy ? 'true' : undefined} aria-pressed={pressed} aria-label={label}
      onClick={event => {
        if (!busy) return onClick?.();
        event.preventDefault(); // prevents submitting the form twice
      }}
    >
      {children}
    </button>
  );
}
