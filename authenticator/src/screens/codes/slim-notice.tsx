import type { ComponentChildren } from 'preact';
import { Icon } from '../parts/icon';

interface SlimProps {
  readonly kind: 'info' | 'warn';
  readonly text: string;
  readonly children: ComponentChildren;
}

/** A notice of one line. */
export function Slim({ kind, text, children }: SlimProps) {
  return (
    <div class={`notice-slim notice-slim-${kind}`}>
      <Icon name={kind === 'warn' ? 'warning' : 'info'} />
      <p>{text}</p>
      {children}
    </div>
  );
}
