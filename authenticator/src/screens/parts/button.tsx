import type { ComponentChildren } from 'preact';

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'plain';

interface ButtonProps {
  readonly variant?: ButtonVariant;
  readonly small?: boolean;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  /** Something is under way: it keeps its place and its focus, and pressing it again does nothing. */
  readonly busy?: boolean;
  /** For a button that stays in or out. */
  readonly pressed?: boolean;
  /** Where the text alone would not say what is meant. It begins with the text. */
  readonly label?: string;
  readonly autoFocus?: boolean;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}

export function Button({ variant = 'primary', small = false, type = 'button', disabled, busy, pressed, label, autoFocus, onClick, children }: ButtonProps) {
  return (
    <button
      class={`button button-${variant}${small ? ' button-small' : ''}`} type={type} disabled={disabled} autofocus={autoFocus}
      aria-disabled={busy ? 'true' : undefined} aria-pressed={pressed} aria-label={label}
      onClick={event => {
        if (!busy) return onClick?.();
        event.preventDefault(); // a form that is being sent is not sent again
      }}
    >
      {children}
    </button>
  );
}
