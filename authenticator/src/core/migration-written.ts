import { encodeBase64 } from './base64';
import { DEFAULT_PERIOD, type Entry, type Otp } from './entry';
import { percentEncode } from './percent-text';
import { writeFields, type Field } from './protobuf';
import { toUtf8 } from './text';

/** What Google's format cannot carry: it has no period, knows 6 and 8 digits, no Steam, and counters of 63 bits. */
export type WhyLeftOut = 'steam' | 'digits' | 'period' | 'counter';

export interface LeftOut<T> {
  readonly entry: T;
  readonly why: WhyLeftOut;
}

/** Entries in one QR picture, as Aegis writes them: more make a picture that cameras cannot read. */
const ENTRIES_PER_PART = 10;

const LARGEST_INT64 = (1n << 63n) - 1n;

/**
 * One address a part, at most 10 entries each.
 * @param batchId Any 32-bit number, random, so that parts of two exports are not mixed.
 */
export function writeMigration<T extends Entry>(entries: readonly T[], batchId: number): { uris: string[]; leftOut: LeftOut<T>[] } {
  const leftOut: LeftOut<T>[] = [];
  const carried = entries.filter(entry => {
    const why = whyLeftOut(entry);
    if (why) leftOut.push({ entry, why });
    return !why;
  });
  const size = Math.ceil(carried.length / ENTRIES_PER_PART);
  const uris = Array.from({ length: size }, (_, index) => {
    const part = carried.slice(index * ENTRIES_PER_PART, (index + 1) * ENTRIES_PER_PART);
    const payload = writeFields([
      ...part.map(entry => ({ number: 1, bytes: writeEntry(entry) })),
      { number: 2, varint: 1n }, { number: 3, varint: BigInt(size) }, { number: 4, varint: BigInt(index) }, { number: 5, varint: BigInt(batchId | 0) },
    ]);
    return `otpauth-migration://offline?data=${percentEncode(encodeBase64(payload))}`;
  });
  return { uris, leftOut };
}

function whyLeftOut(otp: Otp): WhyLeftOut | undefined {
  if (otp.kind === 'steam') return 'steam';
  if (otp.digits !== 6 && otp.digits !== 8) return 'digits';
  if (otp.kind === 'totp' && otp.period !== DEFAULT_PERIOD) return 'period';
  return otp.kind === 'hotp' && otp.counter > LARGEST_INT64 ? 'counter' : undefined;
}

function writeEntry(otp: Otp): Uint8Array<ArrayBuffer> {
  const fields: Field[] = [
    { number: 1, bytes: otp.secret },
    { number: 2, bytes: toUtf8(nameOf(otp)) },
    { number: 3, bytes: toUtf8(otp.issuer) },
    { number: 4, varint: { sha1: 1n, sha256: 2n, sha512: 3n }[otp.algorithm] },
    { number: 5, varint: otp.digits === 8 ? 2n : 1n },
    { number: 6, varint: otp.kind === 'hotp' ? 1n : 2n },
    { number: 7, varint: otp.kind === 'hotp' ? otp.counter : 0n },
  ];
  return writeFields(fields);
}

/** The account alone, unless readers would take part of it for an issuer: then it says where that ends. */
function nameOf(otp: Otp): string {
  const mistakable = otp.issuer === '' ? otp.account.includes(':') : otp.account.startsWith(`${otp.issuer}:`);
  return mistakable ? `${otp.issuer}:${otp.account}` : otp.account;
}
