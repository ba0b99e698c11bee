// A backup counts only if the written file reads back as the stored entries.
import type { Entry } from '../../core/entry';
import { tidy } from '../../core/text';
import type { Reading } from '../../formats/reading';

/**
 * The entries that a reading of the written file lacks or changes, field by field and in order.
 * @returns Empty for a good backup; all entries if the file does not open or has another number of entries.
 */
export function differing<T extends Entry>(kept: readonly T[], reading: Reading): T[] {
  if (reading.outcome !== 'read' || reading.items.length !== kept.length) return [...kept];
  return kept.filter((entry, place) => {
    const item = reading.items[place];
    return !item || !('entry' in item) || !equal(entry, item.entry);
  });
}

function equal(a: Entry, b: Entry): boolean {
  return a.kind === b.kind
    && alike(a.issuer, b.issuer)
    && alike(a.account, b.account)
    && a.secret.length === b.secret.length && a.secret.every((byte, place) => byte === b.secret[place])
    && a.algorithm === b.algorithm
    && a.digits === b.digits
    && (a.kind === 'hotp' ? a.counter === b.counter : a.period === b.period)
    && alike(a.note, b.note)
    && a.favourite === b.favourite
    && sameGroups(a.groups, b.groups);
}

// Readers normalise text: composed characters, trimmed names. People see no difference.
function alike(a: string, b: string): boolean {
  return tidy(a) === tidy(b);
}

// As a set, because another app may order groups by its own list.
function sameGroups(a: readonly string[], b: readonly string[]): boolean {
  const [ours, theirs] = [a, b].map(groups => new Set(groups.map(tidy).filter(name => name !== '')));
  return ours!.size === theirs!.size && [...ours!].every(name => theirs!.has(name));
}
