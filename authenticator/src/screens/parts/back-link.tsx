import { Icon } from './icon';

export function BackLink({ href, text }: { readonly href: string; readonly text: string }) {
  return <a class="back no-print" href={href}><Icon name="back" />{text}</a>;
}
