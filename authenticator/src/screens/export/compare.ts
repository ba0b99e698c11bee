// A backup is done only when what was written reads back as what is kept.
import type { Entry } from '../../core/entry';
import { tidy } from '../../core/text';
import type { Reading } from '../../formats/reading';

/**
 * Which of the entries a reading of the file that was just written does not hold as they are kept, field for field and in the same order.
 * @returns None when the file is a backup; all of them when it does not open or holds another number.
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

// Readers make texts tidy: composed characters for decomposed ones, no space around a name. Nobody sees a difference in that.
function alike(a: string, b: string): boolean {
  return tidy(a) === tidy(b);
}

// A set: another app may order them by its own list.
function sameGroups(a: readonly string[], b: readonly string[]): boolean {
  const [ours, theirs] = [a, b].map(groups => new Set(groups.map(tidy).filter(name => name !== '')));
  return ours!.size === theirs!.size && [...ours!].every(name => theirs!.has(name));
}
