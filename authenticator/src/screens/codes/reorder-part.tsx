import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { say } from '../parts/said';
import { moved } from './moving';
import { ReorderRow } from './reorder-row';

interface ReorderPartProps {
  readonly title: string;
  readonly entries: readonly KeptEntry[];
  readonly onOrder: (ids: readonly string[]) => void;
}

/** Favourites, or the other accounts. A row moves within its part. */
export function ReorderPart({ title, entries, onOrder }: ReorderPartProps) {
  // The order while a row is dragged; stored when the row is dropped.
  const [dragged, setDragged] = useState<{ readonly id: string; readonly order: readonly KeptEntry[] } | null>(null);
  const shown = dragged?.order ?? entries;
  const list = useRef<HTMLUListElement>(null);
  const pressed = useRef<{ readonly id: string; readonly by: -1 | 1 }>(undefined);

  // A moved row loses the focus, and so does a button that becomes disabled at an end.
  useLayoutEffect(() => {
    if (!pressed.current) return;
    const { id, by } = pressed.current;
    pressed.current = undefined;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-id="${id}"] .icon-button`);
    const [up, down] = buttons ?? [];
    const same = by < 0 ? up : down;
    (same?.disabled ? by < 0 ? down : up : same)?.focus();
  }, [entries]);

  function move(id: string, by: -1 | 1): void {
    const from = entries.findIndex(entry => entry.id === id);
    const order = moved(entries, from, from + by);
    pressed.current = { id, by };
    onOrder(order.map(entry => entry.id));
    say(`Now ${order.findIndex(entry => entry.id === id) + 1} of ${order.length}`, { shown: false });
  }

  function drag(id: string, over: string): void {
    setDragged(before => {
      const order = before?.order ?? entries;
      const [from, to] = [id, over].map(each => order.findIndex(entry => entry.id === each)) as [number, number];
      return { id, order: to < 0 ? order : moved(order, from, to) };
    });
  }

  function drop(): void {
    if (dragged) onOrder(dragged.order.map(entry => entry.id));
    setDragged(null);
  }

  if (entries.length === 0) return null;
  return (
    <section class="codes-part" aria-label={title}>
      <h2 class="codes-title">{title}</h2>
      <ul ref={list} class="codes" role="list">
        {shown.map((entry, index) => (
          <ReorderRow
            key={entry.id} entry={entry} first={index === 0} last={index === shown.length - 1}
            dragged={dragged?.id === entry.id}
            onMove={by => move(entry.id, by)} onDrag={over => drag(entry.id, over)} onDrop={drop}
          />
        ))}
      </ul>
    </section>
  );
}
