// The vault key, wrapped once in each slot. No function here sees its bytes: WebCrypto generates, wraps and unwraps it.
//
// The key of an open vault cannot be extracted. A new slot needs an extractable one: that key is unwrapped again with a
// password given for this purpose, lives for one function call, and is dropped. A person who finds an open vault
// therefore cannot add a passkey to it.
import { newId, randomBytes } from '../edges/device';
import type { Argon2Cost, Header, PasskeySlot, PasswordSlot, Slot } from './records';
import { type Bond, openKey, sealKey } from './sealing';

/** RFC 9106 section 4, second recommended option, with one lane: browsers give a WebAssembly module one thread. */
export const PASSWORD_COST: Argon2Cost = { memory: 64 * 1_024, passes: 3, lanes: 1 };
const PASSWORD_SALT_BYTES = 16;
export const PRF_SALT_BYTES = 32;

export type Argon2id = (
  password: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>, cost: Argon2Cost,
) => Promise<Uint8Array<ArrayBuffer>>;

/** The answer of a passkey: the output of its PRF for the salt, 32 bytes (WebAuthn Level 3 section 10.1.4). */
export interface PasskeyAnswer {
  readonly credential: Uint8Array<ArrayBuffer>;
  readonly secret: Uint8Array<ArrayBuffer>;
}

export function newVaultKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
}

export async function passwordSlot(
  argon2id: Argon2id, cost: Argon2Cost, vault: string, key: CryptoKey, password: string, now: number,
): Promise<PasswordSlot> {
  const bare = {
    id: newId(), kind: 'password' as const, name: 'Password', createdAt: now, salt: randomBytes(PASSWORD_SALT_BYTES),
    cost,
  };
  const wrapping = await fromPassword(argon2id, password, bare);
  return { ...bare, ...await sealKey(wrapping, slotBond(vault, bare), key) };
}

export async function passkeySlot(
  vault: string, key: CryptoKey, name: string, salt: Uint8Array<ArrayBuffer>, answer: PasskeyAnswer, now: number,
): Promise<PasskeySlot> {
  const bare = { id: newId(), kind: 'passkey' as const, name, createdAt: now, salt, credential: answer.credential };
  const wrapping = await fromPasskey(answer.secret, vault);
  return { ...bare, ...await sealKey(wrapping, slotBond(vault, bare), key) };
}

/**
 * Tries every password slot, even after one has opened, so that the duration tells neither which slot opened nor
 * whether any did.
 */
export async function openWithPassword(
  argon2id: Argon2id, header: Header, password: string, forSlots: boolean): Promise<
    | { key: CryptoKey; opened: readonly string[] } | null> {
  let key: CryptoKey | null = null;
  const opened: string[] = [];
  for (const slot of header.slots) {
    if (slot.kind !== 'password') continue;
    const found =
      await openKey(await fromPassword(argon2id, password, slot), slotBond(header.id, slot), slot, forSlots);
    if (found) opened.push(slot.id);
    key ??= found;
  }
  return key && { key, opened };
}

/** Tries every passkey slot. */
export async function openWithPasskey(header: Header, answer: PasskeyAnswer): Promise<CryptoKey | null> {
  const wrapping = await fromPasskey(answer.secret, header.id);
  let key: CryptoKey | null = null;
  for (const slot of header.slots) {
    if (slot.kind === 'passkey') key = await openKey(wrapping, slotBond(header.id, slot), slot, false) ?? key;
  }
  return key;
}

async function fromPassword(
  argon2id: Argon2id, password: string, slot: Pick<PasswordSlot, 'salt' | 'cost'>,
): Promise<CryptoKey> {
  // Keyboards compose letters differently; normalising gives them one spelling (RFC 8265 section 4.2).
  const bytes = await argon2id(new TextEncoder().encode(password.normalize('NFC')), slot.salt, slot.cost);
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['wrapKey', 'unwrapKey']);
  bytes.fill(0);
  return key;
}

/** HKDF-SHA256 (RFC 5869). The PRF output is already uniform, so the vault's name suffices as the salt. */
async function fromPasskey(secret: Uint8Array<ArrayBuffer>, vault: string): Promise<CryptoKey> {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const hkdf =
    { name: 'HKDF', hash: 'SHA-256', salt: text.encode(vault), info: text.encode('sparekey-vault passkey slot') };
  return crypto.subtle.deriveKey(hkdf, key, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

/** All readable fields of the slot and its vault. A manipulated slot opens nothing. */
function slotBond(
  vault: string, slot: Omit<PasswordSlot, 'nonce' | 'text'> | Omit<PasskeySlot, 'nonce' | 'text'> | Slot,
): Bond {
  const common = ['slot', vault, slot.id, slot.kind, slot.name, slot.createdAt, hex(slot.salt)];
  return slot.kind === 'password'
    ? [...common, slot.cost.memory, slot.cost.passes, slot.cost.lanes]
    : [...common, hex(slot.credential)];
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
