// Base64 of RFC 4648 section 4. Written by hand because atob accepts invalid text and returns a string of bytes.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/** Requires all padding. Ignores spaces and line ends. Undefined for anything else. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const whole = text.replace(/[ \t\r\n]+/g, '');
  return whole.length % 4 === 0 ? decodeLetters(whole.replace(/={1,2}$/, '')) : undefined;
}

/**
 * Base64 in an address: also the alphabet of section 5, also without padding. A space stands for a `+`, because forms
 * turn a `+` into a space.
 */
export function decodeBase64OfAddress(text: string): Uint8Array<ArrayBuffer> | undefined {
  return decodeLetters(text.replace(/[\t\r\n]+/g, '').replace(/[ -]/g, '+').replace(/_/g, '/').replace(/=+$/, ''));
}

function decodeLetters(letters: string): Uint8Array<ArrayBuffer> | undefined {
  if (letters.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor(letters.length * 3 / 4));
  let [buffer, bits, written] = [0, 0, 0];
  for (let at = 0; at < letters.length; at++) {
    const value = VALUES[letters.charCodeAt(at)] ?? -1;
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written++] = buffer >> bits;
  }
  return bytes;
}

/** Writes the padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let place = 0; place < 4; place++) {
      text += at + place <= bytes.length ? ALPHABET[(group >> (18 - 6 * place)) & 63]! : '=';
    }
  }
  return text;
}
