import type { KeptEntry } from '../../core/entry';
import { search } from '../../core/search';

/** Ids to show; null = all. */
export function found(entries: readonly KeptEntry[], query: string, group: string): ReadonlySet<string> | null {
  if (query.trim() === '' && group === '') return null;
  const inGroup = group === '' ? entries : entries.filter(entry => entry.groups.includes(group));
  return new Set(search(inGroup, query).map(entry => entry.id));
}

/** Favourites first; each part keeps the owner's order. */
export function sections(
  entries: readonly KeptEntry[],
): { readonly favourites: readonly KeptEntry[]; readonly others: readonly KeptEntry[] } {
  return { favourites: entries.filter(entry => entry.favourite), others: entries.filter(entry => !entry.favourite) };
}

/**
 * More than anybody makes by hand. A file may contain a million groups, and the list must still open after the import.
 */
const MOST_GROUPS = 200;

/** In alphabetical order, each with its number of entries. */
export function groupsOf(entries: readonly KeptEntry[]): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const entry of entries) for (const name of entry.groups) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b)).slice(0, MOST_GROUPS);
}
