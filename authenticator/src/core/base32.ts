// Base32 as in RFC 4648 section 6: five bits a character, A-Z then 2-7.

const BITS_PER_CHARACTER = 5;

/** Capital letters, no padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let [text, buffer, bits] = ['', 0, 0];
  for (const value of bytes) {
    buffer = ((buffer << 8) | value) & 0xfff;   // at most 4 bits remain from the byte before
    bits += 8;
    while (bits >= BITS_PER_CHARACTER) {
      bits -= BITS_PER_CHARACTER;
      text += letterOf((buffer >> bits) & 31);
    }
  }
  return bits > 0 ? text + letterOf((buffer << (BITS_PER_CHARACTER - bits)) & 31) : text;
}

/** 0 to 31, or -1 for a character outside the alphabet. Capital letters only. */
export function base32Value(codePoint: number): number {
  if (codePoint >= 0x41 && codePoint <= 0x5a) return codePoint - 0x41;
  return codePoint >= 0x32 && codePoint <= 0x37 ? codePoint - 0x32 + 26 : -1;
}

/** Whether whole bytes can encode to this many characters. */
export function isWholeBase32(characters: number): boolean {
  return [0, 2, 4, 5, 7].includes(characters % 8);
}

// Computed instead of looked up: no table index depends on a secret.
function letterOf(value: number): string {
  return String.fromCharCode(value < 26 ? 0x41 + value : 0x32 + value - 26);
}
