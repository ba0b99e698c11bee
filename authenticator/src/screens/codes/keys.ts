// The list by keyboard.
import { useLayoutEffect } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { go } from '../route';
import { saySecondsLeft, toggleFavourite, toggleNext } from './doings';
import { query } from './view';

export const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['/'], what: 'Search' },
  { keys: ['Esc'], what: 'Clear the search' },
  { keys: ['↑', '↓'], what: 'Move between accounts' },
  { keys: ['Enter'], what: 'Copy the code' },
  { keys: ['n'], what: 'Next code' },
  { keys: ['t'], what: 'Seconds left' },
  { keys: ['f'], what: 'Favourite, or no longer' },
  { keys: ['e'], what: 'Details of the account' },
  { keys: ['a'], what: 'Add an account' },
  { keys: ['l'], what: 'Lock' },
  { keys: ['?'], what: 'These shortcuts' },
];

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.codes li:not(.out) .entry-main')];

/** Moves the focus to the next or previous row, or to either end. */
export function walk(key: string): boolean {
  const all = rows();
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
  if (to === undefined) return false;
  const row = all[Math.max(0, Math.min(all.length - 1, to))];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
  return true;
}

export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('#search')?.focus();
}

/** @param onHelp Shows the shortcuts. */
export function useKeys(onHelp: () => void): void {
  // Together with the rows, not a frame later: keys that are pressed as soon as the rows are there have an effect.
  useLayoutEffect(() => {
    function hear(event: KeyboardEvent): void {
      const target = event.target as Element;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('dialog')) return;
      if (target.closest('input, textarea, select')) return;
      const id = target.closest<HTMLElement>('.entry')?.dataset['id'];
      const handled =
        (id !== undefined && target.matches('.entry-main') && walk(event.key)) || act(event.key, id, onHelp);
      if (handled) event.preventDefault();
    }
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [onHelp]);
}

function act(key: string, id: string | undefined, onHelp: () => void): boolean {
  if (key === 'Escape' && query.value !== '') return clearSearch();
  if (!vault.settings.value.keyShortcuts) return false;
  switch (key) {
    case '/': focusSearch(); return true;
    case '?': onHelp(); return true;
    case 'a': go('#/add'); return true;
    case 'l': void vault.lock(); return true;
  }
  const entry = vault.entries.value.find(each => each.id === id);
  if (!entry) return false;
  switch (key) {
    case 'n': void toggleNext(entry); return true;
    case 't': saySecondsLeft(entry); return true;
    case 'f': void toggleFavourite(entry); return true;
    case 'e': go(`#/entry/${entry.id}`); return true;
    default: return false;
  }
}

export function clearSearch(): boolean {
  query.value = '';
  focusSearch();
  return true;
}
