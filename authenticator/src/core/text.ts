// White space, case and replacement as .NET's invariant text has them, so that both programs read the same texts alike.

/** Unicode's White_Space. JavaScript's own trim differs: it takes U+FEFF and leaves U+0085. */
const WHITE = '[\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]';
const LEADING = new RegExp(`^${WHITE}+`);
const WHITE_CHARACTER = new RegExp(`^${WHITE}$`);

export function isWhite(character: string): boolean {
  return character <= '~' ? character === ' ' || (character >= '\t' && character <= '\r') : WHITE_CHARACTER.test(character);
}

export function trimmed(text: string): string {
  let end = text.length;   // from the end by hand: a regular expression would try every run of spaces inside
  while (end > 0 && isWhite(text[end - 1]!)) end--;
  return text.slice(0, end).replace(LEADING, '');
}

/** Small letters of ASCII alone: toLowerCase would make a k of the Kelvin sign. */
export function lower(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

export function startsWith(text: string, beginning: string): boolean {
  return lower(text.slice(0, beginning.length)) === beginning;
}

/** Equal but for case, character by character: ß is not ss. */
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

/** More marks on a letter than any language needs (Unicode Standard Annex #15, section 13): sorting them takes time by the square of their number. */
const PILE_OF_MARKS = /\p{M}{31}/u;

/** In NFC, unless marks are piled up in it: then as it is. */
export function composed(text: string): string {
  return PILE_OF_MARKS.test(text) ? text : text.normalize('NFC');
}

/** As people should see it: composed, no control characters, no space around it; half a surrogate pair becomes U+FFFD. */
export function tidy(text: string): string {
  return trimmed(composed(fromUtf8(toUtf8(text.replace(/\p{Cc}/gu, '')))));
}
