// A letter on a coloured ground. Pictures would have to be loaded from somebody's server.
import type { Entry } from '../../core/entry';

/** The number of colours in looks/letters.css. */
export const COLOURS = 12;

/** A name has the same colour on every device. FNV-1a, 32 bits. */
export function colourOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name.toLowerCase())) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % COLOURS;
}

/** The first letter or digit in capitals; for a name without any, its first character. */
export function letterOf(name: string): string {
  return (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? [...name][0] ?? '').toUpperCase();
}

export function Letter({ entry }: { readonly entry: Pick<Entry, 'issuer' | 'account'> }) {
  const name = entry.issuer || entry.account;
  // The style sheet draws the letter: it is a picture, not part of the name.
  return <span class={`letter letter-${colourOf(name)}`} data-letter={letterOf(name)} aria-hidden="true" />;
}
