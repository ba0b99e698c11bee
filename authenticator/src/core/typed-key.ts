// A key as people type, paste and print it: any case, with spaces, hyphens and padding. Never guesses a character.
import { base32Value, isWholeBase32 } from './base32';
import { MAXIMUM_KEY } from './entry';
import { isWhite } from './text';

export type TypedKey =
  /**
   * looksIncomplete: no whole bytes encode to this many characters, so one may be missing. Some sites issue such keys,
   * and apps ignore the remaining bits.
   */
  | {
    readonly outcome: 'accepted'; readonly secret: Uint8Array<ArrayBuffer>; readonly looksIncomplete: boolean;
    readonly message: string;
  }
  | BadCharacter
  | { readonly outcome: 'empty' | 'too_long'; readonly message: string };

interface BadCharacter {
  readonly outcome: 'bad_character';
  /** As typed; one Unicode scalar value. */
  readonly character: string;
  /** From 1, counted in characters of the typed text, spaces included. */
  readonly position: number;
  /**
   * Letters that may be meant, likeliest first: `O`, `IL`, `B`. Programs disagree about them, so none is inserted
   * unasked.
   */
  readonly suggestion?: string;
  readonly message: string;
}

const LIKELY: Readonly<Record<string, string>> = { '0': 'O', '1': 'IL', '8': 'B' };

export function readTypedKey(text: string): TypedKey {
  const bytes = new Uint8Array(MAXIMUM_KEY);
  let [buffer, bits, letters, written, position, padded] = [0, 0, 0, 0, 0, false];
  for (const typed of text) {
    position++;
    if (isSeparator(typed)) continue;
    const capital = capitalOf(typed.codePointAt(0)!);
    if (capital === 0x3d && letters > 0) {
      padded = true;
      continue;
    }
    const value = padded ? -1 : base32Value(capital);
    if (value < 0) return badCharacter(typed, position, LIKELY[String.fromCodePoint(capital)] ?? '');
    letters++;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    if (written === bytes.length) {
      return { outcome: 'too_long', message: `The key is too long: at most ${MAXIMUM_KEY} bytes are read.` };
    }
    bytes[written++] = buffer >> bits;
  }
  if (written === 0) return { outcome: 'empty', message: 'The key is empty.' };
  const looksIncomplete = !isWholeBase32(letters);
  return {
    outcome: 'accepted', secret: bytes.slice(0, written), looksIncomplete,
    message: looksIncomplete
      ? 'The key can be used, but its length is unusual: check that no character is missing.'
      : 'The key can be used.',
  };
}

function badCharacter(typed: string, position: number, likely: string): BadCharacter {
  const character = typed.length === 1 && typed >= '\uD800' && typed <= '\uDFFF' ? '\uFFFD' : typed;
  const codePoint = character.codePointAt(0)!;
  let name = /[\p{Cc}\p{Cf}]/u.test(character) ? '' : ` "${character}"`;
  if (codePoint > 0x7f || name === '') name += ` (U+${codePoint.toString(16).toUpperCase().padStart(4, '0')})`;
  const hint = likely === '' ? '' : ` Is it ${[...likely].join(' or ')}?`;
  return {
    outcome: 'bad_character', character, position, ...(likely === '' ? {} : { suggestion: likely }),
    message:
      `Character ${position},${name}, cannot be part of a key: keys have the letters A to Z and the digits 2 to `
      + `7.${hint}`,
  };
}

// What people and word processors put between groups: spaces of every width (NBSP too), hyphens and dashes of every
// kind, and invisible marks (soft hyphen, zero-width space, word joiner, minus, byte order mark).
function isSeparator(character: string): boolean {
  return character <= '~'
    ? character === '-' || isWhite(character)
    : isWhite(character) || /[\p{Pd}\u00AD\u200B\u2060\u2212\uFEFF]/u.test(character);
}

// East Asian keyboards type full-width letters and digits (U+FF01 to U+FF5E). Each stands for exactly one ASCII
// character.
function capitalOf(codePoint: number): number {
  const narrow = codePoint >= 0xff01 && codePoint <= 0xff5e ? codePoint - 0xfee0 : codePoint;
  return narrow >= 0x61 && narrow <= 0x7a ? narrow - 0x20 : narrow;
}
