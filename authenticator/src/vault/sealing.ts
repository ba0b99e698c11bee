// AES-256-GCM through WebCrypto, so that keys can be held where script cannot read them.
import { randomBytes } from '../edges/device';
import { FORMAT, type Sealed } from './records';

const NONCE_BYTES = 12;

/** What a sealed thing is bound to: it opens as nothing else, and nowhere else. */
export type Bond = readonly (string | number)[];

export const entryBond = (id: string): Bond => ['entry', id];
export const orderBond: Bond = ['order'];

export async function seal(key: CryptoKey, bond: Bond, plain: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const nonce = randomBytes(NONCE_BYTES);
  return { nonce, text: new Uint8Array(await crypto.subtle.encrypt(algorithm(nonce, bond), key, plain)) };
}

/** The plain bytes, or null when the key is another, or anything was changed. */
export async function open(key: CryptoKey, bond: Bond, sealed: Sealed): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm(sealed.nonce, bond), key, sealed.text));
  } catch {
    return null; // WebCrypto says OperationError and nothing more, by design
  }
}

export async function sealKey(wrapping: CryptoKey, bond: Bond, key: CryptoKey): Promise<Sealed> {
  const nonce = randomBytes(NONCE_BYTES);
  return { nonce, text: new Uint8Array(await crypto.subtle.wrapKey('raw', key, wrapping, algorithm(nonce, bond))) };
}

/** The vault key, or null. `forSlots` makes it extractable: for wrapping it anew, and to be dropped at once. */
export async function openKey(wrapping: CryptoKey, bond: Bond, sealed: Sealed, forSlots: boolean): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.unwrapKey('raw', sealed.text, wrapping, algorithm(sealed.nonce, bond), 'AES-GCM', forSlots, ['encrypt', 'decrypt']);
  } catch {
    return null;
  }
}

/** The same key where script cannot extract it. It goes through a wrapping of a moment, so its bytes stay out of reach on the way too. */
export async function withoutExtraction(key: CryptoKey): Promise<CryptoKey> {
  const moment = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
  const opened = await openKey(moment, ['moment'], await sealKey(moment, ['moment'], key), false);
  if (!opened) throw new Error('A key just wrapped did not open again.');
  return opened;
}

export function sameSealing(one: Sealed | null | undefined, other: Sealed | null | undefined): boolean {
  // A nonce is drawn for every sealing, so it names the sealing. A damaged record may have none.
  const [mine, theirs] = [one?.nonce as Uint8Array | undefined, other?.nonce as Uint8Array | undefined];
  if (!mine || !theirs) return !mine && !theirs && !one === !other;
  return mine.length === theirs.length && mine.every((byte, index) => byte === theirs[index]);
}

function algorithm(iv: Uint8Array<ArrayBuffer>, bond: Bond): AesGcmParams {
  // JSON of a flat list has one spelling only, so two bonds are never the same bytes.
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(JSON.stringify(['sparekey-vault', FORMAT, ...bond])) };
}
