// The vault in one window: its state, and the only way to change it.
//
//   starting ──▶ none ──create──▶ open ◀──unlock── locked
//       │                          ╰───── lock ─────▶
//       ├──▶ locked      there is a vault
//       ├──▶ lost        there was one, as the marker says, and nothing is left ──create──▶ open
//       ╰──▶ unreadable  records exist, but no header that this version can use ──create, giving it up──▶ open
//
// After a change in another window, the state is read from the database again. While the database cannot be used,
// `trouble` says why.
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { KeptEntry } from '../core/entry';
import { type Contents, inOrder, openContents, putRight } from './contents';
import { type Change, commit, type Database, openDatabase, readStored } from './database';
import { type Header, readHeader, type Slot } from './records';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { Surroundings } from './surroundings';

export type VaultState = 'starting' | 'none' | 'locked' | 'open' | 'lost' | 'unreadable';

/** Thrown by actions on an open vault if it was locked in the meantime, in this or another window. */
export class VaultLocked extends Error {
  constructor() {
    super('The vault is locked.');
    this.name = 'VaultLocked';
  }
}

export interface Session {
  readonly header: Header;
  readonly contents: Contents;
}

export interface Plan<T> {
  readonly change?: Change;
  readonly answer: T;
}

export interface Live {
  readonly state: ReadonlySignal<VaultState>;
  readonly entries: ReadonlySignal<readonly KeptEntry[]>;
  readonly setAside: ReadonlySignal<readonly { readonly id: string; readonly since: number }[]>;
  readonly slots: ReadonlySignal<readonly Slot[]>;
  readonly settings: Signal<Settings>;
  /** The browser's reason why the database cannot be used; null while it can. */
  readonly trouble: ReadonlySignal<string | null>;
  database(): Promise<Database>;
  header(): Promise<Header | null>;
  enter(id: string, key: CryptoKey): Promise<void>;
  readonly leave: () => void;
  /** Runs one work after the other in this window, so that an older reading never replaces a newer one. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  readonly refresh: () => Promise<void>;
  write<T>(plan: (key: CryptoKey, session: Session) => Promise<Plan<T>>): Promise<T>;
}

export function live({ databaseName, tabs, marker, now }: Surroundings): Live {
  const state = signal<VaultState>('starting');
  const entries = signal<readonly KeptEntry[]>([]);
  const setAside = signal<readonly { id: string; since: number }[]>([]);
  const slots = signal<readonly Slot[]>([]);
  const settings = signal(DEFAULT_SETTINGS);
  const trouble = signal<string | null>(null);

  let connection: Promise<Database> | null = null;
  let held: { readonly id: string; readonly key: CryptoKey; session: Session | null } | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const database = () => connection ??= openDatabase(databaseName, () => { connection = null; });

  function hangUp(): void {
    connection?.then(open => open.close(), () => undefined); // a connection that never opened needs no closing
    connection = null;
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = queue.then(work, work);
    queue = mine.catch(() => undefined); // the caller receives the error; the next work runs all the same
    return mine;
  }

  function leave(): void {
    held = null;
    batch(() => {
      entries.value = [];
      setAside.value = [];
      if (state.value === 'open') state.value = 'locked';
    });
  }

  /** Reads and shows the stored vault. Null if the vault is not open. */
  async function look(): Promise<Session | null> {
    if ((crypto.subtle as SubtleCrypto | undefined) === undefined) {
      throw new Error('Browsers lend their cryptography only to pages that come over https.');
    }
    const connected = await database();
    let stored = await readStored(connected);
    const header = readHeader(stored.header);
    settings.value = stored.settings;
    slots.value = header?.slots ?? [];
    if (held && held.id !== header?.id) leave();
    if (!header) {
      const isThere = stored.header !== undefined || stored.entries.length > 0 || stored.setAside.length > 0;
      state.value = isThere ? 'unreadable' : marker.isSet() ? 'lost' : 'none';
      return null;
    }
    // Only at the start: later, it might set the marker again after a window has just deleted everything.
    if (state.value === 'starting') marker.set();
    const mine = held;
    if (!mine) {
      state.value = 'locked';
      return null;
    }
    let contents = await openContents(mine.key, stored, mine.session?.contents ?? null);
    const moves = putRight(contents, now());
    if (moves) {
      await commit(connected, header, moves); // if refused, another window has moved the same
      stored = await readStored(connected);
      contents = await openContents(mine.key, stored, contents);
    }
    if (held !== mine) return null;
    mine.session = { header, contents };
    batch(() => {
      entries.value = inOrder(contents);
      setAside.value = stored.setAside.map(({ id, since }) => ({ id, since }));
      state.value = 'open';
    });
    return mine.session;
  }

  async function shown(): Promise<Session | null> {
    try {
      const session = await look().catch(() => {
        hangUp(); // browsers drop connections silently (Safari in the background): try once with a new one
        return look();
      });
      trouble.value = null;
      return session;
    } catch (error) {
      hangUp();
      trouble.value = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }

  return {
    state, entries, setAside, slots, settings, trouble, database, leave, inTurn,
    header: async () => readHeader((await readStored(await database())).header),
    enter: (id, key) => inTurn(async () => {
      // Proving the password of an open vault changes nothing in it.
      held = { id, key, session: held?.id === id ? held.session : null };
      await shown();
    }),
    refresh: () => inTurn(async () => { await shown(); }),
    write: plan => inTurn(() => tabs.alone(async () => {
      let session = held?.session ?? null;
      // The first try is based on the shown content. If that is outdated, the database refuses, and the next try reads
      // first.
      for (let fresh = false; ; fresh = true) {
        if (fresh) session = await shown();
        if (!session || !held) throw new VaultLocked();
        const { change, answer } = await plan(held.key, session);
        const outcome =
          change ? await commit(await database(), session.header, change) : fresh ? 'nothing_to_do' : 'not_first';
        switch (outcome) {
          case 'not_first': continue;
          case 'nothing_to_do': return answer;
          case 'other_vault':
            await shown();
            throw new VaultLocked();
          case 'committed':
            await shown();
            tabs.tell('changed');
            return answer;
        }
      }
    })),
  };
}
