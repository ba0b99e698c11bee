// What became of each entry of an import. Holds names and reasons, never a key: it can be copied and sent to somebody who helps.
import { entryRefusalMessage } from '../../formats/words';
import { fullName, type Candidate } from './candidates';

export type Became = 'added' | 'already_there' | 'not_chosen' | 'refused';

export interface OutcomeRow {
  readonly name: string;
  readonly became: Became;
  /** Why it was refused; empty for the others. */
  readonly why: string;
}

/**
 * @param chosen Places of the ticked candidates, ascending.
 * @param answers What the vault did with each of them, in the same order.
 */
export function outcomeOf(all: readonly Candidate[], chosen: readonly number[], answers: readonly ('added' | 'already_there')[]): OutcomeRow[] {
  const answerAt = new Map(chosen.map((place, index) => [place, answers[index]]));
  return all.map((candidate, place): OutcomeRow => {
    if (candidate.standing === 'refused') return { name: candidate.name, became: 'refused', why: entryRefusalMessage(candidate.reason) };
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

/** "3 added, 1 already there, 2 left out"; kinds that did not happen are not named, but for added. */
export function counts(rows: readonly OutcomeRow[]): string {
  const of = (became: Became) => rows.filter(row => row.became === became).length;
  return (Object.keys(BECAME) as Became[])
    .filter(became => became === 'added' || of(became) > 0)
    .map(became => `${of(became)} ${BECAME[became].toLowerCase()}`)
    .join(', ');
}

/** @returns One line a row, the counts on top. */
export function outcomeText(rows: readonly OutcomeRow[]): string {
  return [counts(rows), '', ...rows.map(row => `${BECAME[row.became]}: ${row.name}${row.why === '' ? '' : ` (${row.why})`}`), ''].join('\n');
}
