// Bitwarden's export with a password of its own: PBKDF2 or Argon2id, HKDF, AES-256-CBC with HMAC-SHA256.
import { decodeBase64 } from '../core/base64';
import { toUtf8 } from '../core/text';
import { AES_BLOCK, openCbc } from './ciphers';
import type { Fields } from './fields';
import { argon2idKey, argon2Within, iterationsWithin, pbkdf2Key } from './kdf';
import type { Reading } from './reading';
import { passwordNeeded, refuseFile } from './readings';
import { strictText } from './strict-text';

type Bytes = Uint8Array<ArrayBuffer>;
type Derivation = (password: string) => Promise<Bytes | undefined>;

const MAC_LENGTH = 32;
const KIB_PER_MIB = 1024;

/** @returns The text inside, which may be something else than a vault, or the reason why there is none. */
export async function openBitwarden(
  file: Fields, password: string | undefined,
): Promise<{ text: string } | { reading: Reading }> {
  const data = readData(file.text('data'));
  const derive = readDerivation(file);
  if (!data || derive === 'damaged') return { reading: refuseFile('bitwarden', 'damaged') };
  if (derive === 'kdf_out_of_bounds') return { reading: refuseFile('bitwarden', derive) };
  if (password === undefined) return { reading: passwordNeeded('bitwarden') };

  const key = await derive(password);
  if (!key) return { reading: refuseFile('bitwarden', 'kdf_out_of_bounds') };
  const [cipherKey, macKey] = [await expand(key, 'enc'), await expand(key, 'mac')];
  const verifier = await crypto.subtle.importKey('raw', macKey, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  if (!await crypto.subtle.verify('HMAC', verifier, data.mac, data.sealed)) {
    return { reading: refuseFile('bitwarden', 'wrong_password') };
  }
  const text = await openCbc(cipherKey, data.iv, data.ciphertext);
  // The seal is intact, so content that is not text was never a vault.
  return { text: (text && strictText(text)) ?? '' };
}

/** `2.iv|ciphertext|mac`, each in Base64. */
function readData(text: string): { iv: Bytes; ciphertext: Bytes; mac: Bytes; sealed: Bytes } | undefined {
  const pieces = text.startsWith('2.') ? text.slice(2).split('|').map(decodeBase64) : [];
  const [iv, ciphertext, mac] = pieces;
  if (pieces.length !== 3 || iv?.length !== AES_BLOCK || mac?.length !== MAC_LENGTH || !ciphertext
    || ciphertext.length === 0 || ciphertext.length % AES_BLOCK !== 0) {
    return undefined;
  }
  const sealed = new Uint8Array(iv.length + ciphertext.length);
  sealed.set(iv);
  sealed.set(ciphertext, iv.length);
  return { iv, ciphertext, mac, sealed };
}

function readDerivation(file: Fields): Derivation | 'damaged' | 'kdf_out_of_bounds' {
  // The salt's Base64 is used as text and never decoded.
  const [type, salt, iterations] = [file.number('kdfType'), toUtf8(file.text('salt')), file.number('kdfIterations')];
  if (iterations === undefined || salt.length === 0) return 'damaged';
  if (type === 0) {
    const within = iterationsWithin(iterations);
    return within === undefined ? 'kdf_out_of_bounds' : password => pbkdf2Key('SHA-256', password, salt, within);
  }
  const [mib, lanes] = [file.number('kdfMemory'), file.number('kdfParallelism')];
  if (type !== 1 || mib === undefined || lanes === undefined) return 'damaged';
  const costs = argon2Within(mib * KIB_PER_MIB, iterations, lanes);
  if (!costs) return 'kdf_out_of_bounds';
  return async password => argon2idKey(password, new Uint8Array(await crypto.subtle.digest('SHA-256', salt)), costs);
}

/** HKDF-Expand (RFC 5869 section 2.3) for one block. WebCrypto's HKDF extracts first, Bitwarden does not. */
async function expand(key: Bytes, info: 'enc' | 'mac'): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, toUtf8(`${info}\u0001`)));
}
