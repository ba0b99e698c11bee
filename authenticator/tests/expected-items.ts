// Entries in the notation of vectors/: optional parts are omitted if empty, false, or meaningless.
import { encodeBase32 } from '../src/core/base32';
import type { Item } from '../src/formats/reading';

export interface ExpectedEntry {
  kind: string; issuer: string; account: string; secret: string; algorithm: string; digits: number; period: number;
  counter?: string; note?: string; groups?: string[]; favourite?: boolean;
}

export type ExpectedItem = { entry: ExpectedEntry; warnings: string[] } | { name: string; refused: string };

export function withDefaults(item: ExpectedItem): ExpectedItem {
  return 'entry' in item ? { ...item, entry: { note: '', groups: [], favourite: false, ...item.entry } } : item;
}

export function asExpected(item: Item): ExpectedItem {
  if (!('entry' in item)) return { ...item };
  const { kind, issuer, account, secret, algorithm, digits, period, counter, note, groups, favourite } = item.entry;
  return {
    entry: {
      kind, issuer, account, secret: encodeBase32(secret), algorithm, digits, period, note, groups: [...groups],
      favourite, ...(kind === 'hotp' ? { counter: String(counter) } : {}),
    },
    warnings: [...item.warnings],
  };
}
