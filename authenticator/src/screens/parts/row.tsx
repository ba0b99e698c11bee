import type { ComponentChildren } from 'preact';
import { Badge } from './badge';
import { Icon, type IconName } from './icon';

interface RowProps {
  readonly title: string;
  readonly description?: ComponentChildren;
  readonly icon?: IconName;
  readonly status?: { readonly kind: 'neutral' | 'info' | 'ok' | 'warn' | 'danger'; readonly text: string };
  readonly actions?: ComponentChildren;
}

/** A line of a panel: name, state, actions. */
export function Row({ title, description, icon, status, actions }: RowProps) {
  return (
    <div class="row">
      {icon && <span class="row-icon"><Icon name={icon} /></span>}
      <div class="row-text">
        <h3 class="row-title">{title} {status && <Badge kind={status.kind} text={status.text} />}</h3>
        {description && <p class="row-description">{description}</p>}
      </div>
      {actions && <div class="row-action">{actions}</div>}
    </div>
  );
}
