// Stratum, formerly Authenticator Pro: github.com/stratumauth/app doc/BACKUP_FORMAT.md.
import type { Algorithm, Kind } from '../core/entry';
import { AES_BLOCK, GCM_NONCE, GCM_TAG, openCbc, openGcm } from './ciphers';
import { checkDraft } from './draft';
import { Fields } from './fields';
import { parseJson } from './json';
import { argon2idKey, pbkdf2Key } from './kdf';
import type { FileRefusal, Item, Reading } from './reading';
import { passwordNeeded, readEach, refuseFile } from './readings';
import { strictText } from './strict-text';

type Bytes = Uint8Array<ArrayBuffer>;

const STRONG = { magic: 'AUTHENTICATORPRO', salt: 16, costs: { kib: 64 * 1024, passes: 3, lanes: 4 } };
const LEGACY = { magic: 'AuthenticatorPro', salt: 20, iterations: 64_000 };

const KINDS: ReadonlyMap<unknown, Kind> = new Map([[1, 'hotp'], [2, 'totp'], [4, 'steam']]);   // 3 is mOTP, 5 Yandex
const ALGORITHMS: ReadonlyMap<unknown, Algorithm> = new Map([[0, 'sha1'], [1, 'sha256'], [2, 'sha512']]);

/** @param bytes Begin with one of the two magics. */
export async function readSealedStratum(bytes: Bytes, password: string | undefined): Promise<Reading> {
  return bytes[1] === STRONG.magic.charCodeAt(1) ? readStrong(bytes, password) : readLegacy(bytes, password);
}

/** Magic, salt, nonce, ciphertext, tag. */
async function readStrong(bytes: Bytes, password: string | undefined): Promise<Reading> {
  const saltAt = STRONG.magic.length;
  const [nonceAt, cipherAt] = [saltAt + STRONG.salt, saltAt + STRONG.salt + GCM_NONCE];
  if (bytes.length < cipherAt + GCM_TAG) return refuseFile('stratum', 'damaged');
  if (password === undefined) return passwordNeeded('stratum');
  const key = await argon2idKey(password, bytes.slice(saltAt, nonceAt), STRONG.costs);
  if (!key) return refuseFile('stratum', 'kdf_out_of_bounds');
  const text = await openGcm(key, bytes.slice(nonceAt, cipherAt), bytes.slice(cipherAt));
  return text ? readContent(text, 'damaged') : refuseFile('stratum', 'wrong_password');
}

/**
 * Magic, salt, initialisation vector, ciphertext. There is no seal: a wrong password yields content that is no JSON.
 */
async function readLegacy(bytes: Bytes, password: string | undefined): Promise<Reading> {
  const saltAt = LEGACY.magic.length;
  const [ivAt, cipherAt] = [saltAt + LEGACY.salt, saltAt + LEGACY.salt + AES_BLOCK];
  if (bytes.length < cipherAt + AES_BLOCK || (bytes.length - cipherAt) % AES_BLOCK !== 0) {
    return refuseFile('stratum', 'damaged');
  }
  if (password === undefined) return passwordNeeded('stratum');
  const key = await pbkdf2Key('SHA-1', password, bytes.slice(saltAt, ivAt), LEGACY.iterations);
  const text = await openCbc(key, bytes.slice(ivAt, cipherAt), bytes.slice(cipherAt));
  return text ? readContent(text, 'wrong_password') : refuseFile('stratum', 'wrong_password');
}

function readContent(text: Bytes, otherwise: FileRefusal): Reading {
  const content = parseJson(strictText(text) ?? '');
  return content === undefined ? refuseFile('stratum', otherwise) : readStratum(new Fields(content));
}

export function readStratum(file: Fields): Reading {
  const authenticators = file.list('Authenticators');
  if (!authenticators) return refuseFile('stratum', 'damaged');
  const names = new Map((file.list('Categories') ?? []).map(one => new Fields(one))
    .map(category => [category.text('Id'), category.text('Name')] as const));
  const bySecret = new Map<string, string[]>();   // Stratum identifies an entry by its key
  for (const link of (file.list('AuthenticatorCategories') ?? []).map(one => new Fields(one))) {
    const [secret, name] = [link.text('AuthenticatorSecret'), names.get(link.text('CategoryId')) ?? ''];
    const groups = bySecret.get(secret);
    if (groups && name !== '') groups.push(name);
    else if (name !== '') bySecret.set(secret, [name]);
  }
  return readEach('stratum', authenticators, (one, place) => readAuthenticator(new Fields(one), place, bySecret));
}

function readAuthenticator(one: Fields, place: number, bySecret: ReadonlyMap<string, readonly string[]>): Item {
  const [type, algorithm, key] = [one.number('Type'), one.number('Algorithm'), one.textOrNothing('Secret')];
  const draft = {
    place, issuer: one.text('Issuer'), account: one.text('Username'), kind: KINDS.get(type),
    algorithm: ALGORITHMS.get(algorithm ?? 0),
    digits: one.number('Digits'), period: one.number('Period'), counter: one.number('Counter'), key,
    groups: bySecret.get(key ?? '') ?? [],
  };
  return checkDraft({ ...draft, damaged: one.damaged });
}
