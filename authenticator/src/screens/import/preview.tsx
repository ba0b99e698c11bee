// Every entry of a file with a tick, before anything is stored.
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Entry } from '../../core/entry';
import type { Item } from '../../formats/reading';
import { Button } from '../parts/button';
import { candidates, tickedAtFirst, type Candidate } from './candidates';
import { PreviewRow } from './preview-row';

/** From this number of entries on, the buttons stay at the foot of the window. */
const FEW = 8;
/** From this number on, rows out of sight are not laid out. */
export const MANY = 200;

interface PreviewProps {
  readonly items: readonly Item[];
  readonly kept: readonly Entry[];
  /** @param chosen Positions of the ticked candidates, ascending; all of them are new. */
  readonly onAdd: (all: readonly Candidate[], chosen: readonly number[]) => void;
  readonly onBack: () => void;
}

export function Preview({ items, kept, onAdd, onBack }: PreviewProps) {
  const all = useMemo(() => candidates(items, kept), [items, kept]);
  const fresh = useMemo(() => all.flatMap((candidate, place) => (candidate.standing === 'new' ? [place] : [])), [all]);
  const chosen = useSignal<ReadonlySet<number>>(new Set(tickedAtFirst(all)));
  const ticked = fresh.filter(place => chosen.value.has(place));
  // Built once for each file: a tick changes its own row, not ten thousand.
  const rows = useMemo(
    () => all.map((candidate, place) => <PreviewRow key={place} place={place} candidate={candidate} chosen={chosen} />),
    [all],
  );

  return (
    <form class="flow" onSubmit={event => { event.preventDefault(); onAdd(all, ticked); }}>
      <div class="preview-head">
        <p role="status">{ticked.length} of {all.length} chosen</p>
        {fresh.length > 1 && (
          <Button
            variant="plain" small
            onClick={() => { chosen.value = new Set(ticked.length === fresh.length ? [] : fresh); }}
          >{ticked.length === fresh.length ? 'Choose none' : 'Choose all'}</Button>
        )}
      </div>
      <ul class={all.length > MANY ? 'preview-list preview-ticks preview-long' : 'preview-list preview-ticks'}>
        {rows}
      </ul>
      <div class={all.length > FEW ? 'actions actions-sticky preview-actions' : 'actions'}>
        {fresh.length > 0 && (
          <Button type="submit" variant="primary" disabled={ticked.length === 0}>
            {ticked.length === 1 ? 'Add 1 account' : `Add ${ticked.length} accounts`}
          </Button>
        )}
        <Button variant={fresh.length > 0 ? 'plain' : 'secondary'} onClick={onBack}>
          {fresh.length > 0 ? 'Do not add' : 'Back'}
        </Button>
      </div>
    </form>
  );
}
