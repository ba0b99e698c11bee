import type { KeptEntry } from '../../core/entry';
import { CodeRow } from './code-row';

interface CodeListProps {
  readonly title: string;
  /** Shown above the list; otherwise only read aloud. */
  readonly titled: boolean;
  readonly entries: readonly KeptEntry[];
  /** Ids to show; null = all. The others stay hidden in place, so that clearing a search builds nothing again. */
  readonly matching: ReadonlySet<string> | null;
  readonly onMenu: (entry: KeptEntry, button: HTMLButtonElement) => void;
}

export function CodeList({ title, titled, entries, matching, onMenu }: CodeListProps) {
  const none = matching !== null && !entries.some(entry => matching.has(entry.id));
  return (
    <section class="codes-part" aria-label={title} hidden={none || entries.length === 0}>
      {titled && <h2 class="codes-title">{title}</h2>}
      <ul class="codes" role="list">
        {entries.map(entry => (
          <li key={entry.id} class={matching !== null && !matching.has(entry.id) ? 'out' : undefined}>
            <CodeRow entry={entry} onMenu={onMenu} />
          </li>
        ))}
      </ul>
    </section>
  );
}
