// A backup is done only when what was written reads back as what is kept.
import type { Entry } from '../../core/entry';
import type { Reading } from '../../formats/reading';

/** Whether a reading of the file that was just written holds the same entries, field for field and in the same order. */
export function readsBack(kept: readonly Entry[], reading: Reading): boolean {
  return reading.outcome === 'read'
    && reading.items.length === kept.length
    && reading.items.every((item, place) => 'entry' in item && equal(kept[place]!, item.entry));
}

function equal(a: Entry, b: Entry): boolean {
  return a.kind === b.kind
    && a.issuer === b.issuer
    && a.account === b.account
    && a.secret.length === b.secret.length && a.secret.every((byte, place) => byte === b.secret[place])
    && a.algorithm === b.algorithm
    && a.digits === b.digits
    && (a.kind === 'hotp' ? a.counter === b.counter : a.period === b.period)
    && a.note === b.note
    && a.favourite === b.favourite
    // Groups are a set: another app may order them by its own list.
    && a.groups.length === b.groups.length && a.groups.every(group => b.groups.includes(group));
}
