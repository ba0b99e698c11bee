// Backups of andOTP, plain and encrypted in two ways: github.com/andOTP/andOTP Entry.java, EncryptionHelper.java,
// BackupHelper.java.
import type { Kind } from '../core/entry';
import { readAlgorithm } from '../core/otpauth-figures';
import { toUtf8 } from '../core/text';
import { GCM_NONCE, GCM_TAG, openGcm } from './ciphers';
import { checkDraft } from './draft';
import { Fields } from './fields';
import { parseJson } from './json';
import { iterationsWithin, pbkdf2Key } from './kdf';
import type { Item, Reading } from './reading';
import { passwordNeeded, readEach, refuseFile } from './readings';
import { strictText } from './strict-text';

const SALT_LENGTH = 12;

const KINDS: Readonly<Record<string, Kind>> = { TOTP: 'totp', HOTP: 'hotp', STEAM: 'steam' };

export function readAndotp(entries: readonly unknown[]): Reading {
  return readEach('andotp', entries, (entry, place) => readEntry(new Fields(entry), place));
}

/**
 * The file has no magic bytes. The old way is tried first, because it is cheap; neither way opens a file of the other.
 */
export async function readSealedAndotp(bytes: Uint8Array<ArrayBuffer>, password: string | undefined): Promise<Reading> {
  if (password === undefined) return passwordNeeded('andotp');
  const text = await openOld(bytes, password) ?? await openNew(bytes, password);
  if (!text) return refuseFile('andotp', 'wrong_password');
  const entries = parseJson(strictText(text) ?? '');
  return Array.isArray(entries) ? readAndotp(entries as readonly unknown[]) : refuseFile('andotp', 'damaged');
}

/** Nonce, ciphertext, tag. The key is the password's SHA-256. */
async function openOld(bytes: Uint8Array<ArrayBuffer>, password: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = new Uint8Array(await crypto.subtle.digest('SHA-256', toUtf8(password)));
  return openGcm(key, bytes.slice(0, GCM_NONCE), bytes.slice(GCM_NONCE));
}

/** Iterations (32 bits, high byte first), salt, nonce, ciphertext, tag. */
async function openNew(bytes: Uint8Array<ArrayBuffer>, password: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const nonceAt = 4 + SALT_LENGTH;
  const iterations = iterationsWithin(new DataView(bytes.buffer, bytes.byteOffset).getInt32(0));
  if (iterations === undefined || bytes.length < nonceAt + GCM_NONCE + GCM_TAG) return undefined;
  const key = await pbkdf2Key('SHA-1', password, bytes.slice(4, nonceAt), iterations);
  return openGcm(key, bytes.slice(nonceAt, nonceAt + GCM_NONCE), bytes.slice(nonceAt + GCM_NONCE));
}

function readEntry(entry: Fields, place: number): Item {
  const type = entry.text('type').toUpperCase();
  const draft = {
    place, ...readNames(entry), kind: Object.hasOwn(KINDS, type) ? KINDS[type] : undefined,
    algorithm: readAlgorithm(entry.text('algorithm')),
    digits: entry.number('digits'), period: entry.number('period'), counter: entry.number('counter'),
    key: entry.textOrNothing('secret'),
    groups: entry.texts('tags').filter(tag => tag !== ''),
  };
  return checkDraft({ ...draft, damaged: entry.damaged });
}

/** Old files have no issuer but a label `Issuer - account`. */
function readNames(entry: Fields): { issuer: string; account: string } {
  const label = entry.text('label');
  const dash = entry.has('issuer') ? -1 : label.indexOf(' - ');
  return dash < 0
    ? { issuer: entry.text('issuer'), account: label }
    : { issuer: label.slice(0, dash), account: label.slice(dash + 3) };
}
