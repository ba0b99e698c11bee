// The content of an unlocked vault, made from the stored records. A record that was opened before is not opened again.
import type { KeptEntry } from '../core/entry';
import type { Change, Stored } from './database';
import { type Dated, readEntry } from './entry-text';
import type { Sealed, SealedEntry } from './records';
import { entryBond, open, orderBond, sameSealing } from './sealing';

export interface Kept extends Dated {
  readonly entry: KeptEntry;
  readonly sealed: Sealed;
}

export interface Contents {
  readonly kept: ReadonlyMap<string, Kept>;
  /** All entries of the vault. */
  readonly order: readonly string[];
  /** As stored: it may contain ids that are gone or set aside. Its sealing tells what a change is based on. */
  readonly storedOrder: readonly string[];
  readonly sealedOrder: Sealed | undefined;
  readonly damaged: readonly SealedEntry[];
  /** Entries that were set aside and can be opened now: another release of the app could not read them. */
  readonly restored: readonly SealedEntry[];
}

export async function openContents(key: CryptoKey, stored: Stored, before: Contents | null): Promise<Contents> {
  const kept = new Map<string, Kept>();
  const damaged: SealedEntry[] = [];
  const restored: SealedEntry[] = [];
  await Promise.all(stored.entries.map(async record => {
    const known = before?.kept.get(record.id);
    if (known && sameSealing(known.sealed, record)) return void kept.set(record.id, known);
    const dated = await openEntry(key, record);
    if (dated) kept.set(record.id, {
      entry: { ...dated.entry, id: record.id }, addedAt: dated.addedAt, sealed: record,
    });
    else damaged.push(record);
  }));
  if (!before) {
    await Promise.all(stored.setAside.map(async record => {
      if (!kept.has(record.id) && await openEntry(key, record)) restored.push(record);
    }));
  }
  const storedOrder =
    before && sameSealing(before.sealedOrder, stored.order) ? before.storedOrder : await openOrder(key, stored.order);
  return { kept, order: complete(storedOrder, kept), storedOrder, sealedOrder: stored.order, damaged, restored };
}

/** Sets aside what cannot be opened, and brings back what can be opened again. Null if nothing moves. */
export function putRight({ damaged, restored }: Contents, now: number): Change | null {
  if (damaged.length + restored.length === 0) return null;
  return {
    entries: [
      ...damaged.map(record => ({ id: record.id, was: record, becomes: undefined })),
      ...restored.map(record => ({ id: record.id, was: undefined, becomes: record })),
    ],
    setAside: damaged.map(record => ({ ...record, since: now })),
    discard: restored.map(record => record.id),
  };
}

export function inOrder({ kept, order }: Contents): KeptEntry[] {
  return order.map(id => kept.get(id)!.entry);
}

export function writeOrder(order: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ order }));
}

/** Without ids that are gone. Entries that the order lacks come last, the oldest first. */
export function complete(order: readonly string[], kept: ReadonlyMap<string, Dated>): string[] {
  const known = [...new Set(order)].filter(id => kept.has(id));
  const placed = new Set(known);
  const rest = [...kept].filter(([id]) => !placed.has(id))
    .sort(([, one], [, other]) => one.addedAt - other.addedAt)
    .map(([id]) => id);
  return [...known, ...rest];
}

async function openEntry(key: CryptoKey, record: SealedEntry): Promise<Dated | null> {
  const bytes = await open(key, entryBond(record.id), record);
  return bytes && readEntry(bytes);
}

/** A damaged order loses only the order. */
async function openOrder(key: CryptoKey, sealed: Sealed | undefined): Promise<readonly string[]> {
  const bytes = sealed ? await open(key, orderBond, sealed) : null;
  if (!bytes) return [];
  const { order } = JSON.parse(new TextDecoder().decode(bytes)) as { order: string[] };
  return order;
}
