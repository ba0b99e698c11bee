import { STEAM_LENGTH, type KeptEntry } from '../../core/entry';
import { spacedCode } from '../../core/spaced';

const COVER = '•';

/** As wide as the code, so that nothing moves when the code is shown. */
export function coverFor({ kind, digits }: Pick<KeptEntry, 'kind' | 'digits'>): string {
  return spacedCode(COVER.repeat(kind === 'steam' ? STEAM_LENGTH : digits));
}

/** A margin separates the groups, so that no space is copied. @param text Groups separated by spaces. */
export function CodeText({ text }: { readonly text: string }) {
  return (
    <span class="code-digits">
      {text.split(' ').map((part, index) => <span key={index} class="code-group">{part}</span>)}
    </span>
  );
}
