// The result of each entry, with the counts on top.
import { useEffect, useRef, useState } from 'preact/hooks';
import { copy } from '../../edges/clipboard';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { LinkButton } from '../parts/link-button';
import { BECAME, counts, outcomeText, type Became, type OutcomeRow } from './outcome';
import { MANY } from './preview';

const TONE: Readonly<Record<Became, 'ok' | 'neutral' | 'warn'>> =
  { added: 'ok', already_there: 'neutral', not_chosen: 'neutral', refused: 'warn' };

export function ResultList({ rows, onMore }: { readonly rows: readonly OutcomeRow[]; readonly onMore: () => void }) {
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function copyText(): Promise<void> {
    setSaid(await copy(outcomeText(rows)) === 'copied' ? 'Copied' : 'Not copied. Select the list and copy it by hand.');
  }

  return (
    <div class="flow">
      <h1 ref={heading} tabIndex={-1}>{counts(rows)}</h1>
      <ul class={rows.length > MANY ? 'preview-list preview-long' : 'preview-list'}>
        {rows.map((row, place) => (
          <li key={place} class="preview-row preview-row-out">
            <span class="preview-name">{row.name}</span> <Badge kind={TONE[row.became]} text={BECAME[row.became]} />
            {row.why !== '' && <span class="preview-why">{row.why}</span>}
          </li>
        ))}
      </ul>
      <div class="actions">
        <LinkButton href="#/" variant="primary">Show the codes</LinkButton>
        <Button variant="secondary" onClick={() => void copyText()}>Copy this list</Button>
        <Button variant="plain" onClick={onMore}>Add more</Button>
      </div>
      <p class="said" role="status">{said}</p>
    </div>
  );
}
