// AES-256-GCM by WebCrypto, whose keys script cannot read.
import { randomBytes } from '../edges/device';
import { FORMAT, type Sealed } from './records';

const NONCE_BYTES = 12;

/** The context of a sealed record. The record opens in no other context. */
export type Bond = readonly (string | number)[];

export const entryBond = (id: string): Bond => ['entry', id];
export const orderBond: Bond = ['order'];

export async function seal(key: CryptoKey, bond: Bond, plain: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const nonce = randomBytes(NONCE_BYTES);
  return { nonce, text: new Uint8Array(await crypto.subtle.encrypt(algorithm(nonce, bond), key, plain)) };
}

/** The plain bytes, or null after any change and for another key. */
export async function open(key: CryptoKey, bond: Bond, sealed: Sealed): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm(sealed.nonce, bond), key, sealed.text));
  } catch {
    return null; // by design, WebCrypto reports only an OperationError
  }
}

export async function sealKey(wrapping: CryptoKey, bond: Bond, key: CryptoKey): Promise<Sealed> {
  const nonce = randomBytes(NONCE_BYTES);
  return { nonce, text: new Uint8Array(await crypto.subtle.wrapKey('raw', key, wrapping, algorithm(nonce, bond))) };
}

/** The vault key, or null. `forSlots` makes the key extractable, for wrapping it in a new slot. Drop it at once. */
export async function openKey(
  wrapping: CryptoKey, bond: Bond, sealed: Sealed, forSlots: boolean,
): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.unwrapKey(
      'raw', sealed.text, wrapping, algorithm(sealed.nonce, bond), 'AES-GCM', forSlots, ['encrypt', 'decrypt'],
    );
  } catch {
    return null;
  }
}

/**
 * The same key in a form that script cannot extract. The key passes through a temporary wrapping key, so its bytes are
 * never readable.
 */
export async function withoutExtraction(key: CryptoKey): Promise<CryptoKey> {
  const moment = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
  const opened = await openKey(moment, ['moment'], await sealKey(moment, ['moment'], key), false);
  if (!opened) throw new Error('A key just wrapped did not open again.');
  return opened;
}

export function sameSealing(one: Sealed | null | undefined, other: Sealed | null | undefined): boolean {
  // Every sealing has its own nonce, which therefore identifies it. A damaged record may lack a nonce.
  const [mine, theirs] = [one?.nonce as Uint8Array | undefined, other?.nonce as Uint8Array | undefined];
  if (!mine || !theirs) return !mine && !theirs && !one === !other;
  return mine.length === theirs.length && mine.every((byte, index) => byte === theirs[index]);
}

function algorithm(iv: Uint8Array<ArrayBuffer>, bond: Bond): AesGcmParams {
  // A flat list has only one JSON spelling, so different bonds never have equal bytes.
  return {
    name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(JSON.stringify(['sparekey-vault', FORMAT, ...bond])),
  };
}
