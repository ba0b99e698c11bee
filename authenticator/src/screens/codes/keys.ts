// The list by keyboard.
import { useLayoutEffect } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { go } from '../route';
import { clearSearch, focusSearch, walk } from './focus';
import { saySecondsLeft, toggleFavourite, toggleNext } from './doings';
import { query } from './view';

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
