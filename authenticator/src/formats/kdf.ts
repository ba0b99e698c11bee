// Keys from passwords. The costs in a file are checked before anything is derived (spec/authenticator.md): a hostile
// file would ask for hours, or for all memory.
import { toUtf8 } from '../core/text';
import { isWhole } from './draft';

type Bytes = Uint8Array<ArrayBuffer>;

const MIB = 1024 * 1024;
const SCRYPT_BYTES = 256 * MIB;

/** n·r·p of the costliest derivation that is allowed; also the limit for all derivations of one file together. */
const SCRYPT_WORK = SCRYPT_BYTES / 128 * 16;

/** A limit of the web app: many phones end a page that asks for more. The command line accepts up to 1 GiB. */
const ARGON2_KIB = 256 * 1024;

const KEY_LENGTH = 32;

export interface Scrypt { readonly n: number; readonly r: number; readonly p: number }
export interface Argon2 { readonly kib: number; readonly passes: number; readonly lanes: number }

/** Undefined when out of bounds. */
export function scryptWithin(n: number, r: number, p: number): Scrypt | undefined {
  if (!isWhole(n, 2 ** 10, 2 ** 20) || !isWhole(r, 1, 32) || !isWhole(p, 1, 16)) return undefined;
  return Number.isInteger(Math.log2(n)) && 128 * n * r <= SCRYPT_BYTES ? { n, r, p } : undefined;
}

/** Whether all of them together cost no more than one may. */
export function scryptsWithin(all: readonly Scrypt[]): boolean {
  return all.reduce((work, { n, r, p }) => work + n * r * p, 0) <= SCRYPT_WORK;
}

/** Undefined when out of bounds. Argon2 requires 8 KiB a lane (RFC 9106 section 3.1). */
export function argon2Within(kib: number, passes: number, lanes: number): Argon2 | undefined {
  if (!isWhole(kib, 8, ARGON2_KIB) || !isWhole(passes, 1, 16) || !isWhole(lanes, 1, 16)) return undefined;
  return kib >= 8 * lanes ? { kib, passes, lanes } : undefined;
}

/** Undefined when out of bounds. */
export function iterationsWithin(iterations: number): number | undefined {
  return isWhole(iterations, 1, 10_000_000) ? iterations : undefined;
}

/** 32 bytes; undefined if the device lacks the memory. */
export async function scryptKey(password: string, salt: Bytes, { n, r, p }: Scrypt): Promise<Bytes | undefined> {
  const { scrypt } = await import('hash-wasm');
  return asFarAsMemoryGoes(scrypt({
    password: toUtf8(password), salt, costFactor: n, blockSize: r, parallelism: p, hashLength: KEY_LENGTH,
    outputType: 'binary',
  }));
}

/** Argon2id version 1.3; 32 bytes; undefined if the device lacks the memory. @param salt 8 bytes or more. */
export async function argon2idKey(
  password: string, salt: Bytes, { kib, passes, lanes }: Argon2,
): Promise<Bytes | undefined> {
  const { argon2id } = await import('hash-wasm');
  return asFarAsMemoryGoes(argon2id({
    password: toUtf8(password), salt, memorySize: kib, iterations: passes, parallelism: lanes, hashLength: KEY_LENGTH,
    outputType: 'binary',
  }));
}

/** hash-wasm throws a RangeError when its memory cannot grow. */
async function asFarAsMemoryGoes(derivation: Promise<Uint8Array>): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await derivation);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** PBKDF2 with HMAC; 32 bytes. */
export async function pbkdf2Key(
  hash: 'SHA-1' | 'SHA-256', password: string, salt: Bytes, iterations: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', toUtf8(password), 'PBKDF2', false, ['deriveBits']);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations }, key, KEY_LENGTH * 8),
  );
}
