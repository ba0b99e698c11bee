// An entry as the bytes to seal: JSON, with the key in Base64 and the counter as text, because JavaScript numbers
// cannot hold a counter.
import {
  type Algorithm, type Entry, type Kind, MAXIMUM_COUNTER, MAXIMUM_DIGITS, MAXIMUM_KEY, MAXIMUM_PERIOD,
} from '../core/entry';

const KINDS: readonly string[] = ['totp', 'hotp', 'steam'] satisfies Kind[];
const ALGORITHMS: readonly string[] = ['sha1', 'sha256', 'sha512'] satisfies Algorithm[];
const COUNTER = /^\d{1,20}$/;
/** Lengths are rounded up to this many bytes, so that the sealed entry hides the length of its names. */
const STEP = 512;
const SPACE = 0x20;

/** An entry and the time of adding, in milliseconds since the epoch. That time orders entries without a place. */
export interface Dated {
  readonly entry: Entry;
  readonly addedAt: number;
}

export function writeEntry({ entry, addedAt }: Dated): Uint8Array<ArrayBuffer> {
  const { kind, issuer, labelIssuer, account, algorithm, digits, period, note, groups, favourite } = entry;
  const json = new TextEncoder().encode(JSON.stringify({
    kind, secret: btoa(String.fromCharCode(...entry.secret)), issuer, labelIssuer, account, algorithm, digits, period,
    counter: entry.counter.toString(), note, groups, favourite, addedAt,
  }));
  const padded = new Uint8Array(Math.ceil(json.length / STEP) * STEP).fill(SPACE); // JSON may end with white space
  padded.set(json);
  return padded;
}

/** The entry, or null for malformed bytes: an intact seal does not guarantee a well-formed entry. */
export function readEntry(bytes: Uint8Array<ArrayBuffer>): Dated | null {
  let found: Record<string, unknown>;
  let secret: Uint8Array<ArrayBuffer>;
  try {
    found = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>;
    secret = Uint8Array.from(atob(found['secret'] as string), character => character.charCodeAt(0));
  } catch {
    return null;
  }
  const { kind, issuer, labelIssuer, account, algorithm, digits, period, counter, note, groups, favourite, addedAt } =
    found;
  const sound = KINDS.includes(kind as string) && ALGORITHMS.includes(algorithm as string)
    && secret.length >= 1 && secret.length <= MAXIMUM_KEY
    && typeof issuer === 'string' && typeof account === 'string' && (labelIssuer === undefined
      || typeof labelIssuer === 'string')
    && isWhole(digits, MAXIMUM_DIGITS) && isWhole(period, MAXIMUM_PERIOD)
    && typeof counter === 'string' && COUNTER.test(counter) && BigInt(counter) <= MAXIMUM_COUNTER
    && typeof note === 'string' && Array.isArray(groups) && groups.every(group => typeof group === 'string')
    && typeof favourite === 'boolean' && typeof addedAt === 'number' && Number.isFinite(addedAt);
  if (!sound) return null;
  return {
    entry: {
      kind: kind as Kind, secret, issuer, ...(labelIssuer === undefined ? {} : { labelIssuer }), account,
      algorithm: algorithm as Algorithm, digits, period, counter: BigInt(counter),
      note, groups, favourite,
    },
    addedAt,
  };
}

function isWhole(value: unknown, maximum: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= maximum;
}
