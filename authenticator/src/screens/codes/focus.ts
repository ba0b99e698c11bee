// Where the focus goes on the list of codes.
import { query } from './view';

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

export function clearSearch(): boolean {
  query.value = '';
  focusSearch();
  return true;
}
