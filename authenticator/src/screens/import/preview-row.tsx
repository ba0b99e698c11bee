import { type Signal, useComputed } from '@preact/signals';
import { entryRefusalMessage, warningMessage } from '../../formats/words';
import { Badge } from '../parts/badge';
import { fullName, type Candidate } from './candidates';

interface RowProps {
  readonly place: number;
  readonly candidate: Candidate;
  readonly chosen: Signal<ReadonlySet<number>>;
}

export function PreviewRow({ place, candidate, chosen }: RowProps) {
  const id = `entry-${place}`;
  const ticked = useComputed(() => chosen.value.has(place));

  function tick(on: boolean): void {
    const next = new Set(chosen.value);
    if (on) next.add(place);
    else next.delete(place);
    chosen.value = next;
  }

  if (candidate.standing === 'refused') {
    return (
      <li class="preview-row preview-row-out">
        <span class="preview-name">{candidate.name}</span> <Badge kind="warn" text="Left out" />
        <span class="preview-why">{entryRefusalMessage(candidate.reason)}</span>
      </li>
    );
  }
  if (candidate.standing !== 'new') {
    return (
      <li class="preview-row preview-row-out">
        <span class="preview-name">
          {fullName(candidate.entry)}
        </span> <Badge kind="neutral" text={candidate.standing === 'twice' ? 'Twice in this file' : 'Already there'} />
      </li>
    );
  }
  const { entry } = candidate;
  // For two issuers, both names replace the general warning.
  const why = [
    ...(candidate.keptAs === undefined ? [] : [`You have this key as “${candidate.keptAs}”.`]),
    ...(entry.labelIssuer === undefined
      ? []
      : [`Its label says “${entry.labelIssuer}”, another name than “${entry.issuer}”.`]),
    ...candidate.warnings.filter(warning => warning !== 'issuers_differ' || entry.labelIssuer === undefined)
      .map(warningMessage),
  ].join(' ');
  return (
    <li class="preview-row">
      <input
        class="choice-input" type="checkbox" id={id} checked={ticked}
        onChange={event => tick(event.currentTarget.checked)} aria-describedby={why === '' ? undefined : `${id}-why`}
      />
      <label class="preview-name" for={id}>{fullName(entry)}</label>
      {why !== '' && <span class="preview-why" id={`${id}-why`}>{why}</span>}
    </li>
  );
}
