// The results of an import. Contains names and reasons, never a key: people can copy it and send it to somebody who
// helps.
import { entryRefusalMessage } from '../../formats/words';
import { fullName, type Candidate } from './candidates';

export type Became = 'added' | 'already_there' | 'not_chosen' | 'refused';

export interface OutcomeRow {
  readonly name: string;
  readonly became: Became;
  /** Why the entry was refused; empty for others. */
  readonly why: string;
}

/**
 * @param chosen Positions of the ticked candidates, ascending.
 * @param answers Outcomes in the vault for each of them, in the same order.
 */
export function outcomeOf(
  all: readonly Candidate[], chosen: readonly number[], answers: readonly ('added' | 'already_there')[],
): OutcomeRow[] {
  const answerAt = new Map(chosen.map((place, index) => [place, answers[index]]));
  return all.map((candidate, place): OutcomeRow => {
    if (candidate.standing === 'refused') {
      return { name: candidate.name, became: 'refused', why: entryRefusalMessage(candidate.reason) };
    }
    const name = fullName(candidate.entry);
    if (candidate.standing !== 'new') return { name, became: 'already_there', why: '' };
    return { name, became: answerAt.get(place) ?? 'not_chosen', why: '' };
  });
}

export const BECAME: Readonly<Record<Became, string>> = {
  added: 'Added',
  already_there: 'Already there',
  not_chosen: 'Not chosen',
  refused: 'Left out',
};

/** "3 added, 1 already there, 2 left out". Zero counts are omitted, except for added. */
export function counts(rows: readonly OutcomeRow[]): string {
  const of = (became: Became) => rows.filter(row => row.became === became).length;
  return (Object.keys(BECAME) as Became[])
    .filter(became => became === 'added' || of(became) > 0)
    .map(became => `${of(became)} ${BECAME[became].toLowerCase()}`)
    .join(', ');
}

/** @returns The counts, then one line for each row. */
export function outcomeText(rows: readonly OutcomeRow[]): string {
  return [
    counts(rows), '', ...rows.map(row => `${BECAME[row.became]}: ${row.name}${row.why === '' ? '' : ` (${row.why})`}`),
    '',
  ].join('\n');
}
