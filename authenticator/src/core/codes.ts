// The codes: RFC 4226, RFC 6238, and Steam Guard's five characters.
import { DEFAULT_PERIOD, MAXIMUM_COUNTER, MAXIMUM_DIGITS, STEAM_LENGTH, type Algorithm, type Otp } from './entry';

const HASH: Readonly<Record<Algorithm, string>> = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' };

/**
 * Steam publishes no specification. vectors/otp/steam.json has the values of KeePassXC's tests, which came from Steam's
 * own app.
 */
const STEAM_ALPHABET = '23456789BCDFGHJKMNPQRTVWXY';

type Coded = Pick<Otp, 'kind' | 'secret' | 'algorithm' | 'digits'>;
type Timed = Pick<Otp, 'kind' | 'period'>;

/**
 * Importing a key costs more than computing a code. An imported key is forgotten together with the array of its bytes.
 */
const imported = new WeakMap<Uint8Array, Map<Algorithm, Promise<CryptoKey>>>();

/**
 * The code for one moving factor: the counter for hotp, the step (see stepAt) for the others.
 * @param movingFactor 0 to 2^64-1. Callers raise and store a counter before they show its code.
 * @returns ASCII digits with leading zeros; five letters and digits for steam.
 */
export async function codeAt(otp: Coded, movingFactor: bigint): Promise<string> {
  if (movingFactor < 0n || movingFactor > MAXIMUM_COUNTER) throw new RangeError('A moving factor has 64 bits.');
  if (otp.digits < 1 || otp.digits > MAXIMUM_DIGITS) throw new RangeError(`A code has 1 to ${MAXIMUM_DIGITS} digits.`);
  const message = new DataView(new ArrayBuffer(8));
  message.setBigUint64(0, movingFactor);
  const key = await keyOf(otp.secret, otp.kind === 'steam' ? 'sha1' : otp.algorithm);
  const value = truncate(new DataView(await crypto.subtle.sign('HMAC', key, message)));
  if (otp.kind === 'steam') return steamCode(value);
  return String(value).padStart(otp.digits, '0').slice(-otp.digits);
}

/**
 * Whole periods since the Unix epoch (T of RFC 6238 section 4.2, with T0 = 0). Meaningless for hotp, whose moving
 * factor is the counter.
 */
export function stepAt(otp: Timed, unixMs: number): bigint {
  return BigInt(Math.floor(Math.floor(unixMs / 1000) / periodOf(otp)));
}

/** Seconds until the next code, 1 to the period. */
export function secondsLeft(otp: Timed, unixMs: number): number {
  const period = periodOf(otp);
  const into = Math.floor(unixMs / 1000) % period;
  return period - (into < 0 ? into + period : into);
}

function periodOf(otp: Timed): number {
  return otp.kind === 'steam' ? DEFAULT_PERIOD : otp.period;
}

function keyOf(secret: Uint8Array<ArrayBuffer>, algorithm: Algorithm): Promise<CryptoKey> {
  let keys = imported.get(secret);
  if (!keys) imported.set(secret, keys = new Map<Algorithm, Promise<CryptoKey>>());
  let key = keys.get(algorithm);
  if (!key) {
    keys.set(
      algorithm, key = crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: HASH[algorithm] }, false, ['sign']),
    );
  }
  return key;
}

/** RFC 4226 section 5.3: the 31 bits at the offset that the last four bits give (section 5.4). */
function truncate(mac: DataView): number {
  return mac.getUint32(mac.getUint8(mac.byteLength - 1) & 0xf) & 0x7fff_ffff;
}

function steamCode(value: number): string {
  let code = '';
  // The lowest place comes first, unlike in decimal digits.
  for (; code.length < STEAM_LENGTH; value = Math.floor(value / STEAM_ALPHABET.length)) {
    code += STEAM_ALPHABET[value % STEAM_ALPHABET.length]!;
  }
  return code;
}
