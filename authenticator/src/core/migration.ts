// Google Authenticator's export: otpauth-migration://offline?data=…, a protobuf message in Base64, in one or more
// parts. Aegis's google_auth.proto describes the message; Google publishes no description.
import type { EntryRefusal, Item } from '../formats/reading';
import { decodeBase64OfAddress } from './base64';
import { DEFAULT_PERIOD, MAXIMUM_KEY, type Algorithm, type Entry, type Kind } from './entry';
import { nameOf } from './entry-name';
import { keyWarnings } from './key-warnings';
import { percentDecode } from './percent-text';
import { lastBytes, lastVarint, readFields, type Field } from './protobuf';
import { fromUtf8, startsWith, tidy, trimmed } from './text';

export { writeMigration, type LeftOut, type WhyLeftOut } from './migration-written';

export interface MigrationPart {
  /** Identifies the export; any 32-bit number, often negative. */
  readonly batchId: number;
  /** Parts in the export, 1 or more. */
  readonly batchSize: number;
  /** From 0. */
  readonly batchIndex: number;
  readonly items: readonly Item[];
}

export type MigrationReading =
  | { readonly outcome: 'part'; readonly part: MigrationPart }
  /** One bad entry does not spoil a part; a message that is not whole does, for what it held is not known. */
  | { readonly outcome: 'refused'; readonly reason: 'not_otp_auth' | 'too_long' | 'damaged' };

const SCHEME = 'otpauth-migration://';

/** Characters. A QR code holds 4,296; programs that write the whole export as one part write more. */
const MAXIMUM_LENGTH = 65_536;

/** Parts of one export. Bounds the work that a false number can cause. */
const MAXIMUM_PARTS = 10_000;

export function readMigrationPart(text: string): MigrationReading {
  const uri = trimmed(text);
  if (!startsWith(uri, SCHEME)) return { outcome: 'refused', reason: 'not_otp_auth' };
  if (uri.length > MAXIMUM_LENGTH) return { outcome: 'refused', reason: 'too_long' };
  const query = /^[^?#]*\?([^#]*)/.exec(uri)?.[1] ?? '';
  const data = query.split('&').find(pair => startsWith(pair, 'data='))?.slice('data='.length) ?? '';
  const payload = decodeBase64OfAddress(trimmed(percentDecode(data, false).text));
  const fields = payload && payload.length > 0 ? readFields(payload) : undefined;
  if (!fields) return { outcome: 'refused', reason: 'damaged' };

  const entries = fields.flatMap(field => field.number === 1 && 'bytes' in field ? [field.bytes] : []);
  const [batchSize, batchIndex] = [Math.max(1, int32(fields, 3)), int32(fields, 4)];
  if (batchSize > MAXIMUM_PARTS || batchIndex < 0 || batchIndex >= batchSize) {
    return { outcome: 'refused', reason: 'damaged' };
  }
  return { outcome: 'part', part: { batchId: int32(fields, 5), batchSize, batchIndex, items: entries.map(readEntry) } };
}

export interface Gathered {
  readonly complete: boolean;
  /** Numbers of the missing parts, counted from 1. */
  readonly missing: readonly number[];
  /** In the order of the parts, not of their arrival. */
  readonly items: readonly Item[];
  /** Positions, from 0, of parts that were left out because they belong to another export than the first part. */
  readonly others: readonly number[];
}

/** A repeated part is no error. */
export function gatherParts(parts: readonly MigrationPart[]): Gathered {
  const [first] = parts;
  const isOwn = (part: MigrationPart): boolean => part.batchId === first?.batchId && part.batchSize === first.batchSize;
  const byIndex = new Map(parts.filter(isOwn).map(part => [part.batchIndex, part] as const));
  const missing: number[] = [];
  const items: Item[] = [];
  for (let index = 0; index < (first?.batchSize ?? 0); index++) {
    const part = byIndex.get(index);
    if (part) items.push(...part.items);
    else missing.push(index + 1);
  }
  return {
    complete: parts.length > 0 && missing.length === 0, missing, items,
    others: parts.flatMap((part, at) => isOwn(part) ? [] : [at]),
  };
}

const ALGORITHMS: readonly (Algorithm | undefined)[] = ['sha1', 'sha1', 'sha256', 'sha512'];
const DIGITS: readonly (number | undefined)[] = [6, 6, 8];
const KINDS: readonly (Kind | undefined)[] = ['totp', 'hotp', 'totp'];

function readEntry(message: Uint8Array<ArrayBuffer>, index: number): Item {
  const fields = readFields(message);
  if (!fields) return { name: `entry ${index + 1}`, refused: 'damaged' };
  const { issuer, account } = readNames(tidy(fromUtf8(lastBytes(fields, 2))), tidy(fromUtf8(lastBytes(fields, 3))));
  const name = nameOf(issuer, account) || `entry ${index + 1}`;

  const kind = KINDS[int32(fields, 6)];
  if (kind === undefined) return refused('unknown_kind');
  if (issuer === '' && account === '') return refused('no_name');
  const algorithm = ALGORITHMS[int32(fields, 4)];
  if (algorithm === undefined) return refused('unknown_algorithm');
  const digits = DIGITS[int32(fields, 5)];
  if (digits === undefined) return refused('bad_digits');
  const counter = kind === 'hotp' ? BigInt.asIntN(64, lastVarint(fields, 7)) : 0n;
  if (counter < 0n) return refused('bad_counter');
  const secret = lastBytes(fields, 1);
  if (secret.length === 0) return refused('secret_empty');
  if (secret.length > MAXIMUM_KEY) return refused('secret_too_long');
  const entry: Entry = {
    kind, secret, issuer, account, algorithm, digits, period: DEFAULT_PERIOD, counter, note: '', groups: [],
    favourite: false,
  };
  return { entry, warnings: keyWarnings({ secret, looksIncomplete: false }) };

  function refused(reason: EntryRefusal): Item {
    return { name, refused: reason };
  }
}

/**
 * The name often repeats the issuer before the account. Without an issuer, the first colon of the name separates the
 * two.
 */
function readNames(name: string, issuer: string): { issuer: string; account: string } {
  if (issuer !== '') {
    return { issuer, account: name.startsWith(`${issuer}:`) ? trimmed(name.slice(issuer.length + 1)) : name };
  }
  const colon = name.indexOf(':');
  return colon < 0
    ? { issuer, account: name }
    : { issuer: trimmed(name.slice(0, colon)), account: trimmed(name.slice(colon + 1)) };
}

function int32(fields: readonly Field[], number: number): number {
  return Number(BigInt.asIntN(32, lastVarint(fields, number)));
}
