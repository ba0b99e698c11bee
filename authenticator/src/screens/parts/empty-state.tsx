import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

export function EmptyState({
  icon = 'check', title, children,
}: { readonly icon?: IconName; readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-icon"><Icon name={icon} /></span>
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
