// How the list is being looked at. It outlives a visit to another screen, and ends with the lock.
import { batch, effect, signal } from '@preact/signals';
import { vault } from '../../vault/vault';
import { unsay } from '../parts/said';

/** What is searched for. */
export const query = signal('');
/** Name of the chosen group; empty = all. */
export const group = signal('');
/** The row that the keyboard is on. */
export const currentId = signal('');
/** The one code that was uncovered, where codes are covered. */
export const uncovered = signal('');
/** The row that shows its next code as well. */
export const nextShown = signal('');
/** Codes of HOTP entries that were made since the vault was opened, by id. */
export const made = signal<ReadonlyMap<string, string>>(new Map());
/** Rows are being moved. */
export const ordering = signal(false);

effect(() => {
  if (vault.state.value === 'open') return;
  batch(() => {
    for (const text of [query, group, currentId, uncovered, nextShown]) text.value = '';
    made.value = new Map();
    ordering.value = false;
    unsay();
  });
});

const UNCOVERED_FOR = 20_000; // ms
let cover = 0;

export function uncover(id: string): void {
  clearTimeout(cover);
  uncovered.value = id;
  cover = window.setTimeout(() => { uncovered.value = ''; }, UNCOVERED_FOR);
}

/** The code of a counter or of figures that are no longer the account's. */
export function forgetMade(id: string): void {
  made.value = new Map([...made.value].filter(([other]) => other !== id));
}
