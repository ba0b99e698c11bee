// Percent-encoding of RFC 3986 section 2.1, written strictly and read leniently.
import { fromUtf8, toUtf8 } from './text';

export interface Decoded {
  readonly text: string;
  /** A `%` without two hexadecimal digits was taken literally. */
  readonly stray: boolean;
}

/**
 * Decodes once. Bytes that are not UTF-8 become U+FFFD. `plusIsSpace` is for queries, where forms write a space as `+`;
 * in a path a `+` is a plus.
 */
export function percentDecode(text: string, plusIsSpace: boolean): Decoded {
  if (!/[%+]/.test(text)) return { text, stray: false };
  const encoded = toUtf8(text);
  const bytes = new Uint8Array(encoded.length);
  let [length, stray] = [0, false];
  for (let at = 0; at < encoded.length; at++) {
    const byte = encoded[at]!;
    const value = byte === 0x25 ? hexByte(encoded, at + 1) : -1;
    if (value >= 0) {
      bytes[length++] = value;
      at += 2;
      continue;
    }
    stray ||= byte === 0x25;
    bytes[length++] = byte === 0x2b && plusIsSpace ? 0x20 : byte;
  }
  const decoded = fromUtf8(bytes.subarray(0, length));
  bytes.fill(0);   // the query holds the key
  encoded.fill(0);
  return { text: decoded, stray };
}

/**
 * Encodes all but the unreserved characters and `@`, which RFC 3986 section 3.3 allows in paths and queries. A space is
 * `%20`.
 */
export function percentEncode(text: string): string {
  let encoded = '';
  for (const byte of toUtf8(text)) {
    const character = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9\-._~@]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

function hexByte(bytes: Uint8Array, at: number): number {
  if (at + 1 >= bytes.length) return -1;
  const [high, low] = [hexDigit(bytes[at]!), hexDigit(bytes[at + 1]!)];
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}
