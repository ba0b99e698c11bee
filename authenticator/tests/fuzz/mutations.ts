// Corrupted inputs, the same in every run, so that failures can be reproduced.

export type Random = (below: number) => number;

/** Marsaglia's xorshift32: useless for cryptography, sufficient for corrupting files. */
export function seededRandom(seed: number): Random {
  let state = seed | 1;
  return below => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Pieces that often break parsers. */
const PIECES = [
  '%', '%3A', '%00', '+', '#', ':', '&', '?', '=', '"', '\\', '\\ud83d', '{', '}', '[', ']', ',', '\n', '\r', '\u0000',
  '\ufeff', '\u202e', '🔑', 'null', 'true', '-1', '0', '1e999', '9007199254740993',
  '18446744073709551616', 'NaN', '"__proto__":', '[[[[[[[[', 'otpauth://', 'steam', 'secret=', 'issuer=', 'amp;',
  'AAAA', '========',
].map(piece => Uint8Array.from(Buffer.from(piece)));

/** One to three changes: flip a bit, insert a piece, remove, double or overwrite a stretch, or cut off the end. */
export function mutated(seed: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(seed);
  for (let change = random(3); change >= 0; change--) {
    const [at, length] = [random(bytes.length + 1), random(Math.min(24, bytes.length + 1))];
    const piece = PIECES[random(PIECES.length)]!;
    switch (random(7)) {
      case 0: if (at < bytes.length) bytes[at]! ^= 1 << random(8); break;
      case 1: bytes = spliced(bytes, at, 0, piece); break;
      case 2: bytes = spliced(bytes, at, length, new Uint8Array()); break;
      case 3: bytes = spliced(bytes, at, 0, bytes.slice(at, at + length)); break;
      case 4: bytes = spliced(bytes, at, piece.length, piece); break;
      case 5: bytes = spliced(bytes, at, 1, Uint8Array.of(random(256))); break;
      case 6: if (random(8) === 0) bytes = bytes.slice(0, at); break;
    }
  }
  return bytes;
}

function spliced(bytes: Uint8Array, at: number, removed: number, inserted: Uint8Array): Uint8Array<ArrayBuffer> {
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + removed))];
  const result = new Uint8Array(before.length + inserted.length + after.length);
  result.set(before);
  result.set(inserted, before.length);
  result.set(after, before.length + inserted.length);
  return result;
}
