// The manual order: drag a row by its grip, or move it with its buttons.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { say } from '../parts/said';
import { sections } from './found';
import { inOrderOf } from './moving';
import { ReorderPart } from './reorder-part';
import { ordering } from './view';

export function Reorder() {
  const [wanted, keep] = useWantedOrder();
  const { favourites, others } = sections(inOrderOf(vault.entries.value, wanted));
  const [first, last] = [favourites, others].map(part => part.map(entry => entry.id)) as [string[], string[]];
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class="reorder">
      <div class="reorder-head">
        <h1 ref={heading} tabIndex={-1}>Change the order</h1>
        <Button small onClick={finish}>Done</Button>
      </div>
      <p class="muted">Drag by the dots, or use the arrows. Favourites stay before the others.</p>
      <ReorderPart title="Favourites" entries={favourites} onOrder={ids => keep([...ids, ...last])} />
      <ReorderPart
        title={favourites.length > 0 ? 'Other accounts' : 'Accounts'} entries={others}
        onOrder={ids => keep([...first, ...ids])}
      />
    </div>
  );
}

/** Shows an order before it is stored, so that the next move starts from what is visible, however slow storing is. */
function useWantedOrder(): [wanted: readonly string[], keep: (ids: readonly string[]) => void] {
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const last = useRef<readonly string[]>([]);

  async function store(ids: readonly string[]): Promise<void> {
    setWanted(last.current = ids);
    try {
      await vault.reorder(ids);
    } catch {
      say('The order could not be stored. Make room on this device, and try again.');
    } finally {
      if (last.current === ids) setWanted([]);
    }
  }

  return [wanted, ids => void store(ids)];
}

function finish(): void {
  ordering.value = false;
  // The menu of this button led here, so the focus returns to the button.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.search-bar > .icon-button')?.focus());
}
