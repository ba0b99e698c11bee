// What an import would do with each entry of a file, shown before anything is kept.
import type { Entry } from '../../core/entry';
import { nameOf } from '../../core/entry-name';
import { isSame } from '../../core/same';
import type { EntryRefusal, EntryWarning, Item } from '../../formats/reading';

export type Candidate =
  | { readonly standing: 'new'; readonly entry: Entry; readonly warnings: readonly EntryWarning[] }
  | { readonly standing: 'already_there'; readonly entry: Entry }
  /** The file holds it twice; the first is the one to keep. */
  | { readonly standing: 'twice'; readonly entry: Entry }
  | { readonly standing: 'refused'; readonly name: string; readonly reason: EntryRefusal };

/** One candidate for each item, in the order of the file. */
export function candidates(items: readonly Item[], kept: readonly Entry[]): Candidate[] {
  const known = byName(kept);
  const earlier = new Map<string, Entry[]>();

  return items.map((item): Candidate => {
    if ('refused' in item) return { standing: 'refused', name: item.name, reason: item.refused };
    const { entry, warnings } = item;
    const name = fullName(entry);
    if (known.get(name)?.some(each => isSame(each, entry))) return { standing: 'already_there', entry };
    const before = earlier.get(name) ?? [];
    if (before.some(each => isSame(each, entry))) return { standing: 'twice', entry };
    earlier.set(name, [...before, entry]);
    return { standing: 'new', entry, warnings };
  });
}

/** "Issuer: account", or whichever of the two there is. */
export function fullName({ issuer, account }: Pick<Entry, 'issuer' | 'account'>): string {
  return nameOf(issuer, account);
}

// Only entries of one name can be the same: ten thousand of them are not compared each with each.
function byName(entries: readonly Entry[]): Map<string, Entry[]> {
  const names = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = fullName(entry);
    const same = names.get(name);
    if (same) same.push(entry);
    else names.set(name, [entry]);
  }
  return names;
}
