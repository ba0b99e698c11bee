import { useRef } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { Icon } from '../parts/icon';
import { IconButton } from '../parts/icon-button';
import { Letter } from './letter';
import { spokenName } from './spoken';

/** Distance to an edge of the window within which a dragged row scrolls. */
const EDGE = 72; // px
const SCROLL = 12; // px a move

interface ReorderRowProps {
  readonly entry: KeptEntry;
  readonly first: boolean;
  readonly last: boolean;
  readonly dragged: boolean;
  readonly onMove: (by: -1 | 1) => void;
  /** Called with the row under the dragged one. */
  readonly onDrag: (over: string) => void;
  readonly onDrop: () => void;
}

export function ReorderRow({ entry, first, last, dragged, onMove, onDrag, onDrop }: ReorderRowProps) {
  const list = useRef<HTMLLIElement>(null);
  const name = spokenName(entry);

  function follow(event: PointerEvent): void {
    const grip = event.currentTarget as HTMLElement;
    if (!grip.hasPointerCapture(event.pointerId)) return;
    if (event.clientY < EDGE) scrollBy(0, -SCROLL);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, SCROLL);
    const middle = list.current?.getBoundingClientRect();
    const row = document.elementFromPoint((middle?.left ?? 0) + 1, event.clientY)?.closest<HTMLElement>('.order-row');
    if (row && row !== list.current && row.parentElement === list.current?.parentElement) {
      onDrag(row.dataset['id'] ?? '');
    }
  }

  return (
    <li ref={list} class={dragged ? 'order-row order-row-dragged' : 'order-row'} data-id={entry.id}>
      <span
        class="order-grip" aria-hidden="true"
        onPointerDown={event => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          onDrag(entry.id);
        }}
        onPointerMove={follow} onPointerUp={onDrop} onPointerCancel={onDrop}
      >
        <Icon name="grip" />
      </span>
      <Letter entry={entry} />
      <span class="entry-name">
        <span class="entry-issuer">{entry.issuer || entry.account}</span>
        {entry.issuer !== '' && entry.account !== '' && <span class="entry-account">{entry.account}</span>}
      </span>
      <IconButton icon="up" label={`Move up: ${name}`} disabled={first} onClick={() => onMove(-1)} />
      <IconButton icon="down" label={`Move down: ${name}`} disabled={last} onClick={() => onMove(1)} />
    </li>
  );
}
