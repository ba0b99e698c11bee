// The first message of libsodium's secretstream XChaCha20-Poly1305
// (doc.libsodium.org/secret-key_cryptography/secretstream), the format of Ente's files.
import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { chacha20, hchacha } from '@noble/ciphers/chacha.js';

type Bytes = Uint8Array<ArrayBuffer>;

const BLOCK = 64; // bytes of one ChaCha20 block
const TAG = 1; // byte
const MAC = 16; // bytes

export const STREAM_HEADER = 24; // bytes
/** An empty message. */
export const SHORTEST_MESSAGE = TAG + MAC;

/** `expand 32-byte k`, as four words. */
const SIGMA = new Uint32Array([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);

/** Undefined if the seal does not fit. The message's tag is ignored: Ente writes 0 even on the last message. */
export function openFirstMessage(key: Bytes, header: Bytes, sealed: Bytes): Bytes | undefined {
  const subkey = new Uint32Array(8);
  hchacha(SIGMA, wordsOf(key), wordsOf(header.subarray(0, 16)), subkey);
  const streamKey = bytesOf(subkey);
  const nonce = new Uint8Array(12);
  nonce[0] = 1;   // the message counter, low byte first
  nonce.set(header.subarray(16, STREAM_HEADER), 4);

  const ciphertext = sealed.subarray(TAG, sealed.length - MAC);
  const tagBlock = chacha20(streamKey, nonce, new Uint8Array(BLOCK), undefined, 1);
  tagBlock[0] = sealed[0]!;
  const padding = (16 - BLOCK + ciphertext.length) & 15;   // as libsodium counts it
  const authenticated = new Uint8Array(BLOCK + ciphertext.length + padding + 16);
  authenticated.set(tagBlock);
  authenticated.set(ciphertext, BLOCK);
  // The length of the additional data, which is empty, stays 0 before this one.
  new DataView(authenticated.buffer).setBigUint64(authenticated.length - 8, BigInt(BLOCK + ciphertext.length), true);
  const mac = poly1305(authenticated, chacha20(streamKey, nonce, new Uint8Array(BLOCK)).subarray(0, 32));
  if (!isEqual(mac, sealed.subarray(sealed.length - MAC))) return undefined;
  return new Uint8Array(chacha20(streamKey, nonce, ciphertext, undefined, 2));
}

/** In constant time. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.reduce((difference, byte, at) => difference | (byte ^ b[at]!), 0) === 0;
}

/** Four bytes a word, low byte first, on every platform. */
function wordsOf(bytes: Bytes): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true));
}

function bytesOf(words: Uint32Array): Bytes {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, at) => view.setUint32(4 * at, word, true));
  return new Uint8Array(view.buffer);
}
