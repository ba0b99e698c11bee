// What an import would do with each entry of a file, shown before anything is stored.
import type { Entry } from '../../core/entry';
import { nameOf } from '../../core/entry-name';
import { identityOf, keyIdentityOf } from '../../core/same';
import type { EntryRefusal, EntryWarning, Item } from '../../formats/reading';

export type Candidate =
  /**
   * `keptAs`: the vault has this key under another name. Only the person knows whether the account was renamed or two
   * accounts share a key.
   */
  | {
    readonly standing: 'new'; readonly entry: Entry; readonly warnings: readonly EntryWarning[];
    readonly keptAs?: string;
  }
  | { readonly standing: 'already_there'; readonly entry: Entry }
  /** The file contains it twice; the first one is kept. */
  | { readonly standing: 'twice'; readonly entry: Entry }
  | { readonly standing: 'refused'; readonly name: string; readonly reason: EntryRefusal };

/** One candidate for each item, in the order of the file. */
export function candidates(items: readonly Item[], kept: readonly Entry[]): Candidate[] {
  const known = new Set(kept.map(identityOf));
  // The first of several entries wins.
  const nameOfKey = new Map([...kept].reverse().map(entry => [keyIdentityOf(entry), fullName(entry)]));
  const earlier = new Set<string>();

  return items.map((item): Candidate => {
    if ('refused' in item) return { standing: 'refused', name: item.name, reason: item.refused };
    const { entry, warnings } = item;
    const identity = identityOf(entry);
    if (known.has(identity)) return { standing: 'already_there', entry };
    if (earlier.has(identity)) return { standing: 'twice', entry };
    earlier.add(identity);
    const keptAs = nameOfKey.get(keyIdentityOf(entry));
    return { standing: 'new', entry, warnings, ...(keptAs === undefined ? {} : { keptAs }) };
  });
}

/** Positions of all new candidates, except keys that the vault has under another name: a person must choose those. */
export function tickedAtFirst(all: readonly Candidate[]): number[] {
  return all.flatMap((candidate, place) =>
    (candidate.standing === 'new' && candidate.keptAs === undefined ? [place] : []));
}

/** "Issuer: account", or one of the two. */
export function fullName({ issuer, account }: Pick<Entry, 'issuer' | 'account'>): string {
  return nameOf(issuer, account);
}
