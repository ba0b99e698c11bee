// From the list of entries to the list of results. For files, and for several scanned accounts.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FileWarning, Format, Item } from '../../formats/reading';
import { formatName, warningMessage } from '../../formats/words';
import { vault } from '../../vault/vault';
import { listedParts } from '../add/gathering';
import { keep } from '../add/keep';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { outcomeOf, type OutcomeRow } from './outcome';
import type { Candidate } from './candidates';
import { Preview } from './preview';
import { ResultList } from './result-list';
import '../../looks/transfer.css';

interface ReviewProps {
  /** The recognised format; absent for codes that were scanned one by one. */
  readonly format?: Format;
  readonly warnings: readonly FileWarning[];
  readonly items: readonly Item[];
  /** Numbers, from 1, of the missing parts of Google's export. */
  readonly missingParts?: readonly number[];
  readonly onAgain: () => void;
}

export function Review({ format, warnings, items, missingParts = [], onAgain }: ReviewProps) {
  const [rows, setRows] = useState<readonly OutcomeRow[]>();
  const [adding, setAdding] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function add(all: readonly Candidate[], chosen: readonly number[]): Promise<void> {
    setAdding(true);
    const answer = await keep(chosen.flatMap(place => {
      const candidate = all[place];
      return candidate?.standing === 'new' ? [candidate.entry] : [];
    })).finally(() => setAdding(false));
    if (answer.outcome === 'kept') setRows(outcomeOf(all, chosen, answer.outcomes));
    else setTrouble(answer.message);
  }

  if (rows) return <ResultList rows={rows} onMore={onAgain} />;
  return (
    <div class="flow">
      <h1 ref={heading} tabIndex={-1}>{format ? `From ${formatName(format)}` : 'Several accounts'}</h1>
      {trouble !== undefined && (
        <div role="alert"><Notice kind="danger" title="Nothing was added"><p>{trouble}</p></Notice></div>
      )}
      {warnings.includes('newer_version') && (
        <Notice kind="warn" title="Made by a newer version">
          <p>{warningMessage('newer_version')}</p>
        </Notice>
      )}
      {format === 'google_migration' && items.length > 0 && (
        <Notice kind="info" title="Google’s export carries no period">
          <p>If a site refuses codes, set it under the account’s details.</p>
        </Notice>
      )}
      {missingParts.length > 0 && (
        <Notice kind="warn" title="This export is not whole">
          <p>Still missing: {listedParts(missingParts)}. Its accounts are not in this list: add that part as well.</p>
        </Notice>
      )}
      {items.length === 0 && (
        <>
          <Notice kind="info" title="Nothing in it"><p>The file was read, and holds no account with codes.</p></Notice>
          <Button variant="secondary" onClick={onAgain}>Back</Button>
        </>
      )}
      {adding && <div class="busy" role="status"><progress class="busy-bar" aria-label="Adding" /><p>Adding.</p></div>}
      {items.length > 0 && !adding && (
        <Preview
          items={items} kept={vault.entries.value} onAdd={(all, chosen) => void add(all, chosen)} onBack={onAgain}
        />
      )}
    </div>
  );
}
