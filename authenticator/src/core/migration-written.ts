import { encodeBase64 } from './base64';
import { DEFAULT_PERIOD, type Entry, type Otp } from './entry';
import { percentEncode } from './percent-text';
import { writeFields, type Field } from './protobuf';
import { toUtf8 } from './text';

/**
 * What Google's format cannot carry: a period, digits other than 6 and 8, Steam, counters beyond 63 bits, and text too
 * long for a QR code.
 */
export type WhyLeftOut = 'steam' | 'digits' | 'period' | 'counter' | 'length';

export interface LeftOut<T> {
  readonly entry: T;
  readonly why: WhyLeftOut;
}

/** Entries in one QR picture, as in Aegis. Cameras cannot read a picture with more. */
const ENTRIES_PER_PART = 10;

/**
 * Characters of one address. A QR code of level M holds 2,331 bytes (ISO/IEC 18004 table 7); percent-encoded Base64
 * varies by a few.
 */
const LONGEST_ADDRESS = 2_300;
/**
 * Characters of an address with several entries: version 27 of level M holds 1,125 bytes. A phone's camera reads larger
 * codes badly, and entries can be spread over more parts.
 */
const LONGEST_SHARED_ADDRESS = 1_100;
/** Encodes to as many bytes as any number of parts. */
const ANY_NUMBER = 10_000;

const LARGEST_INT64 = (1n << 63n) - 1n;

/**
 * One address for each part. A part has at most 10 entries and fits a QR code that cameras can read; a single entry may
 * fill the largest QR code.
 * @param batchId Any 32-bit number. Use a random one, so that parts of two exports are not mixed.
 */
export function writeMigration<T extends Entry>(
  entries: readonly T[], batchId: number,
): { uris: string[]; leftOut: LeftOut<T>[] } {
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
  return writePart(part, ANY_NUMBER, ANY_NUMBER, -1).length
    <= (part.length > 1 ? LONGEST_SHARED_ADDRESS : LONGEST_ADDRESS);
}

function writePart(part: readonly Uint8Array<ArrayBuffer>[], size: number, index: number, batchId: number): string {
  const payload = writeFields([
    ...part.map(bytes => ({ number: 1, bytes })),
    { number: 2, varint: 1n }, { number: 3, varint: BigInt(size) }, { number: 4, varint: BigInt(index) },
    { number: 5, varint: BigInt(batchId | 0) },
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

/** The account alone, unless readers would take its beginning for an issuer; then the issuer precedes it. */
function nameOf(otp: Otp): string {
  const mistakable = otp.issuer === '' ? otp.account.includes(':') : otp.account.startsWith(`${otp.issuer}:`);
  return mistakable ? `${otp.issuer}:${otp.account}` : otp.account;
}
