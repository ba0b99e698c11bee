// The state of the list. It survives a visit to another screen and ends when the vault locks.
import { batch, effect, signal } from '@preact/signals';
import { vault } from '../../vault/vault';
import { unsay } from '../parts/said';

/** The search text. */
export const query = signal('');
/** Name of the chosen group; empty = all. */
export const group = signal('');
/** The row that has the keyboard focus. */
export const currentId = signal('');
/** The single uncovered code, in the setting that covers codes. */
export const uncovered = signal('');
/** The row that also shows its next code. */
export const nextShown = signal('');
/** HOTP codes that were made since the vault was opened, by id. */
export const made = signal<ReadonlyMap<string, string>>(new Map());
/** The list is being reordered. */
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

/** Forgets the code after the account's counter or figures were changed. */
export function forgetMade(id: string): void {
  made.value = new Map([...made.value].filter(([other]) => other !== id));
}
