import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

export type NoticeKind = 'info' | 'ok' | 'warn' | 'danger';

const ICON: Readonly<Record<NoticeKind, IconName>> = { info: 'info', ok: 'check', warn: 'warning', danger: 'stop' };
const SPOKEN: Readonly<Record<NoticeKind, string>> = { info: 'Note', ok: 'Done', warn: 'Warning', danger: 'Important' };

interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly title?: string;
  /** Buttons and links, on a line of their own. */
  readonly actions?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Notice({ kind = 'info', title, actions, children }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`}>
      <Icon name={ICON[kind]} />
      <div class="notice-body">
        {title !== undefined && <p class="notice-title"><span class="hidden-text">{SPOKEN[kind]}: </span>{title}</p>}
        {children}
        {actions && <div class="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
