// Writes an encrypted vault for Aegis, this app and sparekey-auth: content version 3, one password slot.
import { encodeBase32 } from '../core/base32';
import { encodeBase64 } from '../core/base64';
import type { Entry, KeptEntry } from '../core/entry';
import { toUtf8 } from '../core/text';
import { newId, randomBytes } from '../edges/device';
import { GCM_NONCE, GCM_TAG, sealGcm } from './ciphers';
import { scryptKey } from './kdf';

type Bytes = Uint8Array<ArrayBuffer>;

/** The costs that Aegis uses (CryptoUtils). */
const SCRYPT = { n: 2 ** 15, r: 8, p: 1 };
const KEY_LENGTH = 32;
const SALT_LENGTH = 32;

/** @returns JSON. Entries of a vault keep their ids, so that Aegis recognises them. */
export async function writeAegis(entries: readonly (Entry | KeptEntry)[], password: string): Promise<string> {
  const masterKey = randomBytes(KEY_LENGTH);
  const salt = randomBytes(SALT_LENGTH);
  const key = await scryptKey(password, salt, SCRYPT);
  if (!key) throw new RangeError('This device has too little memory free to seal a backup: 32 MiB.');
  const slot = await seal(key, masterKey);
  const db = await seal(masterKey, toUtf8(writeContent(entries)));
  masterKey.fill(0);
  return JSON.stringify({
    version: 1,
    header: {
      slots: [{
        type: 1, uuid: newId(), key: hex(slot.ciphertext), key_params: slot.params, ...SCRYPT, salt: hex(salt),
        repaired: true,   // the password was hashed as UTF-8 at any length; old releases of Aegis did not
        is_backup: false,
      }],
      params: db.params,
    },
    db: encodeBase64(db.ciphertext),
  }, null, 4);
}

/** The content before encryption. */
export function writeContent(entries: readonly (Entry | KeptEntry)[]): string {
  const groups = new Map([...new Set(entries.flatMap(entry => entry.groups))].map(name => [name, newId()] as const));
  const written = entries.map(entry => {
    // Written by hand: JSON.stringify has no integers beyond 2^53, and a counter may be larger.
    const moving = entry.kind === 'hotp' ? `"counter":${entry.counter}` : `"period":${entry.period}`;
    const [secret, algorithm] = [encodeBase32(entry.secret), entry.algorithm.toUpperCase()];
    const info = `{"secret":"${secret}","algo":"${algorithm}","digits":${entry.digits},${moving}}`;
    const rest = JSON.stringify({
      type: entry.kind, uuid: 'id' in entry ? entry.id : newId(), name: entry.account, issuer: entry.issuer,
      note: entry.note, favorite: entry.favourite, icon: null, groups: entry.groups.map(name => groups.get(name)),
    });
    return `${rest.slice(0, -1)},"info":${info}}`;
  });
  const named = JSON.stringify([...groups].map(([name, uuid]) => ({ uuid, name })));
  return `{"version":3,"entries":[${written.join(',')}],"groups":${named},"icons_optimized":true}`;
}

async function seal(key: Bytes, plain: Bytes): Promise<{ ciphertext: Bytes; params: { nonce: string; tag: string } }> {
  const nonce = randomBytes(GCM_NONCE);
  const sealed = await sealGcm(key, nonce, plain);
  const end = sealed.length - GCM_TAG;
  return { ciphertext: sealed.slice(0, end), params: { nonce: hex(nonce), tag: hex(sealed.slice(end)) } };
}

function hex(bytes: Bytes): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
