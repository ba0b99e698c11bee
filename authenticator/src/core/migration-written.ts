import { encodeBase64 } from './base64';
import { DEFAULT_PERIOD, type Entry, type Otp } from './entry';
import { percentEncode } from './percent-text';
import { writeFields, type Field } from './protobuf';
import { toUtf8 } from './text';

/** What Google's format cannot carry: it has no period, knows 6 and 8 digits, no Steam, and counters of 63 bits; and it goes through a QR code. */
export type WhyLeftOut = 'steam' | 'digits' | 'period' | 'counter' | 'length';

export interface LeftOut<T> {
  readonly entry: T;
  readonly why: WhyLeftOut;
}

/** Entries in one QR picture, as Aegis writes them: more make a picture that cameras cannot read. */
const ENTRIES_PER_PART = 10;

/** Characters of one address: a QR code of level M holds 2,331 bytes (ISO/IEC 18004 table 7), and Base64 that is percent-encoded varies by a few. */
const LONGEST_ADDRESS = 2_300;
/** And of one with several entries: version 27 of level M holds 1,125 bytes. Cameras see the dots of a larger one badly on a phone, and entries can be spread. */
const LONGEST_SHARED_ADDRESS = 1_100;
/** As long in the message as any number of parts. */
const ANY_NUMBER = 10_000;

const LARGEST_INT64 = (1n << 63n) - 1n;

/**
 * One address a part, of at most 10 entries and no more than a QR code holds that cameras read; an entry alone may fill any.
 * @param batchId Any 32-bit number, random, so that parts of two exports are not mixed.
 */
export function writeMigration<T extends Entry>(entries: readonly T[], batchId: number): { uris: string[]; leftOut: LeftOut<T>[] } {
  const leftOut: LeftOut<T>[] = [];
  const parts: Uint8Array<ArrayBuffer>[][] = [];
  for (const entry of entries) {
    const written = writeEntry(entry);
    const why = whyLeftOut(entry) ?? (isReadable([written]) ? undefined : 'length');
    const last = parts.at(-1);
    if (why) leftOut.push({ entry, why });
    else if (last && last.length < ENTRIES_PER_PART && isReadable([...last, written])) last.push(written);
    else parts.push([written]);
  }
  return { uris: parts.map((part, index) => writePart(part, parts.length, index, batchId)), leftOut };
}

function isReadable(part: readonly Uint8Array<ArrayBuffer>[]): boolean {
  return writePart(part, ANY_NUMBER, ANY_NUMBER, -1).length <= (part.length > 1 ? LONGEST_SHARED_ADDRESS : LONGEST_ADDRESS);
}

function writePart(part: readonly Uint8Array<ArrayBuffer>[], size: number, index: number, batchId: number): string {
  const payload = writeFields([
    ...part.map(bytes => ({ number: 1, bytes })),
    { number: 2, varint: 1n }, { number: 3, varint: BigInt(size) }, { number: 4, varint: BigInt(index) }, { number: 5, varint: BigInt(batchId | 0) },
  ]);
  return `otpauth-migration://offline?data=${percentEncode(encodeBase64(payload))}`;
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
