// Access to the database past the app, to corrupt it and to inspect it.
import { openDB } from 'idb';

export type Spoil = (record: Record<string, unknown>) => unknown;

export async function stored(name: string, store: string): Promise<Record<string, unknown>[]> {
  const database = await openDB(name);
  const found = await database.getAll(store) as Record<string, unknown>[];
  database.close();
  return found;
}

/** Replaces each record of the store by the result of `spoil`; undefined deletes it. */
export async function spoil(name: string, store: string, change: Spoil): Promise<void> {
  const database = await openDB(name);
  const writing = database.transaction(store, 'readwrite');
  for (const key of await writing.store.getAllKeys()) {
    const changed = change(await writing.store.get(key) as Record<string, unknown>);
    if (changed === undefined) await writing.store.delete(key);
    else if (writing.store.keyPath === null) await writing.store.put(changed, key);
    else await writing.store.put(changed);
  }
  await writing.done;
  database.close();
}

export function flipped(bytes: unknown): Uint8Array {
  const copy = Uint8Array.from(bytes as Uint8Array);
  copy[0]! ^= 1;
  return copy;
}
