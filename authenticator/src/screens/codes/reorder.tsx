// The order by hand: drag a row by its grip, or move it with its buttons.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { say } from '../parts/said';
import { sections } from './found';
import { moved } from './moving';
import { ReorderRow } from './reorder-row';
import { ordering } from './view';

export function Reorder() {
  const { favourites, others } = sections(vault.entries.value);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="reorder">
      <div class="reorder-head">
        <h1 ref={heading} tabIndex={-1}>Change the order</h1>
        <Button small onClick={finish}>Done</Button>
      </div>
      <p class="muted">Drag by the dots, or use the arrows. Favourites stay before the others.</p>
      {favourites.length > 0 && <Part title="Favourites" entries={favourites} onOrder={ids => keep([...ids, ...others.map(entry => entry.id)])} />}
      <Part title={favourites.length > 0 ? 'Other accounts' : 'Accounts'} entries={others} onOrder={ids => keep([...favourites.map(entry => entry.id), ...ids])} />
    </div>
  );
}

function Part({ title, entries, onOrder }: { readonly title: string; readonly entries: readonly KeptEntry[]; readonly onOrder: (ids: readonly string[]) => void }) {
  // While a row is dragged, the order is this one; what is stored follows when it is let go.
  const [dragged, setDragged] = useState<{ readonly id: string; readonly order: readonly KeptEntry[] } | null>(null);
  const shown = dragged?.order ?? entries;

  function move(id: string, by: -1 | 1): void {
    const from = entries.findIndex(entry => entry.id === id);
    const order = moved(entries, from, from + by);
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
      <ul class="codes" role="list">
        {shown.map((entry, index) => (
          <ReorderRow
            key={entry.id} entry={entry} first={index === 0} last={index === shown.length - 1} dragged={dragged?.id === entry.id}
            onMove={by => move(entry.id, by)} onDrag={over => drag(entry.id, over)} onDrop={drop}
          />
        ))}
      </ul>
    </section>
  );
}

function finish(): void {
  ordering.value = false;
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.search-bar > .icon-button')?.focus()); // from whose menu one came
}

function keep(ids: readonly string[]): void {
  vault.reorder(ids).catch(() => say('The order could not be stored. Make room on this device, and try again.'));
}
