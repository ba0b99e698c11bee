// The figures of an account, corrected in its form: Google's export carries no period, and a counter may have gone on elsewhere.
import type { Entry, KeptEntry } from '../../core/entry';
import { FEWEST_DIGITS, type FigureErrors, type Figures, readFigures, type TypedFigures } from '../add/typed-figures';

/** Only the boxes that were touched: the others follow the account, whose counter may move on meanwhile. */
export type Touched = Partial<TypedFigures>;

export function boxesOf({ algorithm, digits, period, counter }: KeptEntry, touched: Touched): TypedFigures {
  return { algorithm, digits: String(digits), period: String(period), counter: String(counter), ...touched };
}

/** Only what differs. */
export function corrections(entry: KeptEntry, touched: Touched): { readonly patch: Partial<Entry>; readonly errors: FigureErrors } {
  const { figures, errors } = readFigures(entry.kind, boxesOf(entry, touched), Math.min(FEWEST_DIGITS, entry.digits));
  if (!figures) return { patch: {}, errors };
  const differing = (Object.keys(touched) as (keyof Figures)[]).filter(figure => figures[figure] !== entry[figure]);
  return { patch: Object.fromEntries(differing.map(figure => [figure, figures[figure]])), errors };
}

/** A counter that goes back makes codes again that were made before. */
export function goesBack(entry: KeptEntry, { counter }: Partial<Entry>): boolean {
  return entry.kind === 'hotp' && counter !== undefined && counter < entry.counter;
}
