import type { Entry } from './entry';

/**
 * Entries that contain every word of the text in issuer, account, note or groups, in the given order. Ignores case and
 * accents. Without a word, all entries.
 */
export function search<T extends Pick<Entry, 'issuer' | 'account' | 'note' | 'groups'>>(
  entries: readonly T[], text: string,
): readonly T[] {
  const words = plain(text).split(/\s+/).filter(word => word !== '');
  if (words.length === 0) return entries;
  return entries.filter(entry => {
    const all = plain([entry.issuer, entry.account, entry.note, ...entry.groups].join('\n'));
    return words.every(word => all.includes(word));
  });
}

function plain(text: string): string {
  // Marks are removed before normalising too: a file may contain a million of them, and sorting them would take hours.
  return text.replace(/\p{M}/gu, '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
