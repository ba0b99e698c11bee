import type { Entry } from './entry';

/** The entries in which every word of the text stands somewhere, in issuer, account, note or groups, in the order given. Case and accents do not matter; no word finds all. */
export function search<T extends Pick<Entry, 'issuer' | 'account' | 'note' | 'groups'>>(entries: readonly T[], text: string): readonly T[] {
  const words = plain(text).split(/\s+/).filter(word => word !== '');
  if (words.length === 0) return entries;
  return entries.filter(entry => {
    const all = plain([entry.issuer, entry.account, entry.note, ...entry.groups].join('\n'));
    return words.every(word => all.includes(word));
  });
}

function plain(text: string): string {
  // Marks go first as well: a file may pile up a million of them, and to sort them would take hours.
  return text.replace(/\p{M}/gu, '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
