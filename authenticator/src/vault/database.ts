// The browser's database. Every change is one transaction, durable before it is confirmed. WebCrypto cannot be awaited
// inside a transaction, so a change states what it has read, and is refused if another tab has changed that.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Header, Sealed, SealedEntry, SetAside } from './records';
import { sameSealing } from './sealing';
import { readSettings, type Settings } from './settings';

const VERSION = 1;
const ONLY = 'only';
const STORES = ['header', 'order', 'settings', 'entries', 'set_aside'] as const;

interface Schema extends DBSchema {
  header: { key: typeof ONLY; value: Header };
  order: { key: typeof ONLY; value: Sealed };
  settings: { key: typeof ONLY; value: Settings };
  entries: { key: string; value: SealedEntry };
  set_aside: { key: string; value: SetAside };
}

export type Database = IDBPDatabase<Schema>;

export interface Stored {
  /** As found, unchecked. */
  readonly header: unknown;
  readonly order: Sealed | undefined;
  readonly settings: Settings;
  readonly entries: readonly SealedEntry[];
  readonly setAside: readonly SetAside[];
}

export interface Change {
  /** `was` undefined: must not exist yet. `becomes` undefined: is deleted. */
  readonly entries?: readonly {
    readonly id: string; readonly was: Sealed | undefined; readonly becomes: Sealed | undefined;
  }[];
  readonly order?: { readonly was: Sealed | undefined; readonly becomes: Sealed };
  readonly header?: Header;
  readonly setAside?: readonly SetAside[];
  readonly discard?: readonly string[];
  readonly settings?: Partial<Settings>;
}

export type Committed = 'committed' | 'not_first' | 'other_vault';

/**
 * @param onClosed The connection is gone: the browser closed it, or a newer release of the app wants to change the
 * database.
 */
export function openDatabase(name: string, onClosed: () => void): Promise<Database> {
  return openDB<Schema>(name, VERSION, {
    upgrade: database => STORES.forEach(store => (store === 'entries' || store === 'set_aside'
      ? database.createObjectStore(store, { keyPath: 'id' })
      : database.createObjectStore(store))),
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
}

export async function readStored(database: Database): Promise<Stored> {
  const reading = database.transaction(STORES);
  const [header, order, settings, entries, setAside] = await Promise.all([
    reading.objectStore('header').get(ONLY), reading.objectStore('order').get(ONLY),
    reading.objectStore('settings').get(ONLY),
    reading.objectStore('entries').getAll(), reading.objectStore('set_aside').getAll(), reading.done,
  ]);
  return { header, order, settings: readSettings(settings), entries, setAside };
}

/** Applies the whole change or nothing. `on` is the vault and the revision that the change was made for. */
export async function commit(
  database: Database, on: Pick<Header, 'id' | 'revision'>, change: Change,
): Promise<Committed> {
  const writing = database.transaction(STORES, 'readwrite', { durability: 'strict' });
  const [headers, orders, entries, aside] = [
    writing.objectStore('header'), writing.objectStore('order'), writing.objectStore('entries'),
    writing.objectStore('set_aside'),
  ];
  const header = await headers.get(ONLY);
  if (header?.id !== on.id) return finish(writing.done, 'other_vault');
  if (change.header && header.revision !== on.revision) return finish(writing.done, 'not_first');
  if (change.order && !sameSealing(await orders.get(ONLY), change.order.was)) return finish(writing.done, 'not_first');
  for (const { id, was } of change.entries ?? []) {
    if (!sameSealing(await entries.get(id), was)) return finish(writing.done, 'not_first');
  }
  // From here on, only the transaction itself is awaited: it is applied or refused as a whole.
  const settings =
    change.settings && { ...readSettings(await writing.objectStore('settings').get(ONLY)), ...change.settings };
  const writes: Promise<unknown>[] = [
    ...(change.header ? [headers.put(change.header, ONLY)] : []),
    ...(change.order ? [orders.put(change.order.becomes, ONLY)] : []),
    ...(change.entries ?? []).map(({ id, becomes }) =>
      (becomes ? entries.put({ ...becomes, id }) : entries.delete(id))),
    ...(change.setAside ?? []).map(record => aside.put(record)),
    ...(change.discard ?? []).map(id => aside.delete(id)),
    ...(settings ? [writing.objectStore('settings').put(settings, ONLY)] : []),
  ];
  await Promise.all([...writes, writing.done]);
  return 'committed';
}

/**
 * Creates a vault if `onlyIf` allows it, for example if there is none, and deletes the remains of another. False if not
 * allowed: another tab may have created a vault in the meantime.
 */
export async function begin(
  database: Database, header: Header, order: Sealed, onlyIf: (found: unknown, isEmpty: boolean) => boolean,
): Promise<boolean> {
  const writing = database.transaction(STORES, 'readwrite', { durability: 'strict' });
  const [entries, aside] = [writing.objectStore('entries'), writing.objectStore('set_aside')];
  const [found, kept, damaged] =
    await Promise.all([writing.objectStore('header').get(ONLY), entries.count(), aside.count()]);
  if (!onlyIf(found, found === undefined && kept + damaged === 0)) return finish(writing.done, false);
  await Promise.all([
    entries.clear(), aside.clear(),
    writing.objectStore('header').put(header, ONLY), writing.objectStore('order').put(order, ONLY), writing.done,
  ]);
  return true;
}

export async function changeSettings(database: Database, patch: Partial<Settings>): Promise<Settings> {
  const writing = database.transaction('settings', 'readwrite', { durability: 'strict' });
  const settings = { ...readSettings(await writing.store.get(ONLY)), ...patch };
  await Promise.all([writing.store.put(settings, ONLY), writing.done]);
  return settings;
}

export async function clear(database: Database): Promise<void> {
  const writing = database.transaction(STORES, 'readwrite', { durability: 'strict' });
  await Promise.all([...STORES.map(store => writing.objectStore(store).clear()), writing.done]);
}

async function finish<T>(done: Promise<void>, outcome: T): Promise<T> {
  await done;
  return outcome;
}
