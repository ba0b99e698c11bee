import type { KeptEntry } from '../../core/entry';
import { search } from '../../core/search';

/** Which ids to show; null = all of them. */
export function found(entries: readonly KeptEntry[], query: string, group: string): ReadonlySet<string> | null {
  if (query.trim() === '' && group === '') return null;
  const inGroup = group === '' ? entries : entries.filter(entry => entry.groups.includes(group));
  return new Set(search(inGroup, query).map(entry => entry.id));
}

/** Favourites first, each part in the owner's order. */
export function sections(entries: readonly KeptEntry[]): { readonly favourites: readonly KeptEntry[]; readonly others: readonly KeptEntry[] } {
  return { favourites: entries.filter(entry => entry.favourite), others: entries.filter(entry => !entry.favourite) };
}

/** More than anybody made by hand: a file may name a million, and the list of codes has to open again after it was imported. */
const MOST_GROUPS = 200;

/** In the order of the alphabet, each with how many are in it. */
export function groupsOf(entries: readonly KeptEntry[]): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const entry of entries) for (const name of entry.groups) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b)).slice(0, MOST_GROUPS);
}
