// Google Authenticator's export: otpauth-migration://offline?data=…, a protobuf message in Base64, in one or more
// parts. Aegis's google_auth.proto describes the message; Google publishes no description.
import type { Item } from '../formats/reading';
import { decodeBase64OfAddress } from './base64';
import { int32, readEntry } from './migration-entry';
import { percentDecode } from './percent-text';
import { readFields } from './protobuf';
import { startsWith, trimmed } from './text';

export { gatherParts, type Gathered } from './migration-gathered';
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
  /** A bad entry does not spoil its part. An incomplete message does: its content is unknown. */
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
