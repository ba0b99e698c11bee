import type { ComponentChildren } from 'preact';
import type { ButtonVariant } from './button';

export function LinkButton({ href, variant = 'primary', small = false, label, children }: {
  readonly href: string; readonly variant?: ButtonVariant; readonly small?: boolean; readonly label?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a class={`button button-${variant}${small ? ' button-small' : ''}`} href={href} aria-label={label}>{children}</a>
  );
}
