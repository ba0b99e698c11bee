// White space, case and replacement as in .NET's invariant culture, so that both programs read texts alike.

/** Unicode's White_Space. JavaScript's trim differs: it removes U+FEFF and keeps U+0085. */
const WHITE = '[\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]';
const LEADING = new RegExp(`^${WHITE}+`);
const WHITE_CHARACTER = new RegExp(`^${WHITE}$`);

export function isWhite(character: string): boolean {
  return character <= '~'
    ? character === ' ' || (character >= '\t' && character <= '\r')
    : WHITE_CHARACTER.test(character);
}

export function trimmed(text: string): string {
  let end = text.length;   // a loop from the end: a regular expression would try every run of spaces inside
  while (end > 0 && isWhite(text[end - 1]!)) end--;
  return text.slice(0, end).replace(LEADING, '');
}

/** Lower case of ASCII only: toLowerCase turns the Kelvin sign into a k. */
export function lower(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

export function startsWith(text: string, beginning: string): boolean {
  return lower(text.slice(0, beginning.length)) === beginning;
}

/** Equal except for case, character by character: ß does not equal ss. */
export function equalsIgnoringCase(a: string, b: string): boolean {
  return a === b || (a.length === b.length && Array.from(a, capital).join('') === Array.from(b, capital).join(''));
}

function capital(character: string): string {
  const upper = character.toUpperCase();
  const becameAscii = upper < '\u0080' && character >= '\u0080';
  return upper.length === character.length && !becameAscii ? upper : character;
}

const utf8 = new TextEncoder();
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes that are not UTF-8 become U+FFFD. */
export function fromUtf8(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text);
}

/**
 * More combining marks than any language puts on a letter (Unicode Standard Annex #15, section 13). Sorting them takes
 * quadratic time.
 */
const PILE_OF_MARKS = /\p{M}{31}/u;

/** In NFC. Text with an excess of marks stays as it is. */
export function composed(text: string): string {
  return PILE_OF_MARKS.test(text) ? text : text.normalize('NFC');
}

/** Text for display: composed, trimmed, without control characters. Half a surrogate pair becomes U+FFFD. */
export function tidy(text: string): string {
  return trimmed(composed(fromUtf8(toUtf8(text.replace(/\p{Cc}/gu, '')))));
}
