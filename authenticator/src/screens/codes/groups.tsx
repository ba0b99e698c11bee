import type { KeptEntry } from '../../core/entry';
import { group } from './view';

/** In the order of the alphabet, each with how many are in it. */
export function groupsOf(entries: readonly KeptEntry[]): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const entry of entries) for (const name of entry.groups) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

/** Chips in a line on a phone, a list beside the codes where there is room. */
export function Groups({ entries }: { readonly entries: readonly KeptEntry[] }) {
  const groups = groupsOf(entries);
  if (groups.length === 0) return null;
  return (
    <div class="groups" role="group" aria-label="Groups">
      {[['', entries.length] as const, ...groups].map(([name, count]) => (
        <button key={name} class="group" type="button" aria-pressed={group.value === name} onClick={() => { group.value = name; }}>
          <span class="group-name">{name || 'All'}</span>
          <span class="group-count" aria-hidden="true">{count}</span>
        </button>
      ))}
    </div>
  );
}
