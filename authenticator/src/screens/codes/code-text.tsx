import { STEAM_LENGTH, type KeptEntry } from '../../core/entry';
import { spacedCode } from '../../core/spaced';

const COVER = '•';

/** As wide as the code: nothing moves when it is shown. */
export function coverFor({ kind, digits }: Pick<KeptEntry, 'kind' | 'digits'>): string {
  return spacedCode(COVER.repeat(kind === 'steam' ? STEAM_LENGTH : digits));
}

/** Groups stand apart by a margin, so that no space is copied with them. @param text Groups with a space between. */
export function CodeText({ text }: { readonly text: string }) {
  return <span class="code-digits">{text.split(' ').map((part, index) => <span key={index} class="code-group">{part}</span>)}</span>;
}
