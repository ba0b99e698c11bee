// Actions on the entries of an open vault.
import { type Entry, type KeptEntry, MAXIMUM_COUNTER } from '../core/entry';
import { identityOf } from '../core/same';
import { newId } from '../edges/device';
import { complete, type Contents, type Kept, writeOrder } from './contents';
import { type Dated, readEntry, writeEntry } from './entry-text';
import type { Live } from './live';
import { entryBond, orderBond, seal } from './sealing';
import type { Surroundings } from './surroundings';

export interface Added {
  readonly added: readonly KeptEntry[];
  /** Entries of the vault that equal given ones. */
  readonly alreadyThere: readonly KeptEntry[];
  /** One for each given entry, in order. */
  readonly outcomes: readonly ('added' | 'already_there')[];
}

export function entriesOf(vault: Live, { now }: Surroundings) {
  async function sealEntry(key: CryptoKey, id: string, dated: Dated) {
    const bytes = writeEntry(dated);
    // An entry that cannot be read again would be set aside as damaged.
    if (!readEntry(bytes) || dated.entry.issuer + dated.entry.account === '') {
      throw new RangeError('A value of this entry is outside its bounds.');
    }
    return { id, ...await seal(key, entryBond(id), bytes) };
  }

  async function reorderedTo(key: CryptoKey, contents: Contents, order: readonly string[]) {
    return { was: contents.sealedOrder, becomes: await seal(key, orderBond, writeOrder(order)) };
  }

  return {
    /** All of them in one transaction, after the existing entries. */
    add: (given: readonly Entry[]): Promise<Added> => vault.write(async (key, { contents }) => {
      const known = new Map([...contents.kept.values()].map(({ entry }) => [identityOf(entry), entry] as const));
      const added: KeptEntry[] = [];
      const alreadyThere: KeptEntry[] = [];
      const outcomes = given.map(entry => {
        const identity = identityOf(entry);
        const same = known.get(identity);
        if (same) {
          alreadyThere.push(same);
          return 'already_there';
        }
        const kept = { ...entry, id: newId() };
        known.set(identity, kept);
        added.push(kept);
        return 'added';
      });
      const answer = { added, alreadyThere, outcomes } as const;
      if (added.length === 0) return { answer };
      const addedAt = now();
      return {
        answer,
        change: {
          entries: await Promise.all(added.map(async entry =>
            ({ id: entry.id, was: undefined, becomes: await sealEntry(key, entry.id, { entry, addedAt }) }))),
          order: await reorderedTo(key, contents, [...contents.order, ...added.map(entry => entry.id)]),
          settings: { lastAddedAt: addedAt },
        },
      };
    }),

    /** Pass only changed fields: a HOTP counter that has advanced in the meantime must not be set back. */
    edit: (
      id: string, patch: Partial<Entry>,
    ): Promise<'edited' | 'not_there' | 'already_there'> => vault.write(async (key, { contents }) => {
      const kept = contents.kept.get(id);
      if (!kept) return { answer: 'not_there' };
      const becomes = identityOf({ ...kept.entry, ...patch });
      // An older release allowed equal entries. These can still be edited.
      if (becomes !== identityOf(kept.entry)
        && [...contents.kept.values()].some(other => identityOf(other.entry) === becomes)) {
        return { answer: 'already_there' };
      }
      return { answer: 'edited', change: { entries: [await edited(key, kept, patch)] } };
    }),

    remove: (id: string): Promise<'removed' | 'not_there'> => vault.write(async (key, { contents }) => {
      const kept = contents.kept.get(id);
      if (!kept) return { answer: 'not_there' };
      return {
        answer: 'removed',
        change: {
          entries: [{ id, was: kept.sealed, becomes: undefined }],
          order: await reorderedTo(key, contents, contents.order.filter(other => other !== id)),
        },
      };
    }),

    /** Omitted ids come last, in their present order. */
    reorder: (ids: readonly string[]): Promise<void> => vault.write(async (key, { contents }) => ({
      answer: undefined,
      change: { order: await reorderedTo(key, contents, complete([...ids, ...contents.order], contents.kept)) },
    })),

    /**
     * The counter for the HOTP code to show now. The next counter is durable before this returns, so no two calls in
     * any windows get the same.
     * @throws RangeError if the vault has no such HOTP entry, or its last counter, 2^64-1, is reached.
     */
    takeCounter: (id: string): Promise<bigint> => vault.write(async (key, { contents }) => {
      const kept = contents.kept.get(id);
      if (kept?.entry.kind !== 'hotp') throw new RangeError('There is no such entry with a counter.');
      const { counter } = kept.entry;
      if (counter >= MAXIMUM_COUNTER) throw new RangeError('The counter has reached its end. Set the key up anew.');
      return { answer: counter, change: { entries: [await edited(key, kept, { counter: counter + 1n })] } };
    }),
  };

  async function edited(key: CryptoKey, kept: Kept, patch: Partial<Entry>) {
    const { id, ...entry } = kept.entry;
    return {
      id, was: kept.sealed, becomes: await sealEntry(key, id, { entry: { ...entry, ...patch }, addedAt: kept.addedAt }),
    };
  }
}
