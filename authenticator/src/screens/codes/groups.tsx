import type { KeptEntry } from '../../core/entry';
import { groupsOf } from './found';
import { group } from './view';

/** Chips in a line on a phone; a list beside the codes in a wide window. */
export function Groups({ entries }: { readonly entries: readonly KeptEntry[] }) {
  const groups = groupsOf(entries);
  if (groups.length === 0) return null;
  return (
    <div class="groups" role="group" aria-label="Groups">
      {[['', entries.length] as const, ...groups].map(([name, count]) => (
        <button
          key={name} class="group" type="button" aria-pressed={group.value === name}
          onClick={() => { group.value = name; }}
        >
          <span class="group-name">{name || 'All'}</span>
          <span class="group-count" aria-hidden="true">{count}</span>
        </button>
      ))}
    </div>
  );
}
