// Corrects the figures of an account. Google's export carries no period, and a counter may have advanced elsewhere.
import type { Entry, KeptEntry } from '../../core/entry';
import { FEWEST_DIGITS, type FigureErrors, type Figures, readFigures, type TypedFigures } from '../add/typed-figures';

/** Only edited boxes. The others follow the account, whose counter may advance. */
export type Touched = Partial<TypedFigures>;

export function boxesOf({ algorithm, digits, period, counter }: KeptEntry, touched: Touched): TypedFigures {
  return { algorithm, digits: String(digits), period: String(period), counter: String(counter), ...touched };
}

/** Only changed values. */
export function corrections(
  entry: KeptEntry, touched: Touched,
): { readonly patch: Partial<Entry>; readonly errors: FigureErrors } {
  const { figures, errors } = readFigures(entry.kind, boxesOf(entry, touched), Math.min(FEWEST_DIGITS, entry.digits));
  if (!figures) return { patch: {}, errors };
  const differing = (Object.keys(touched) as (keyof Figures)[]).filter(figure => figures[figure] !== entry[figure]);
  return { patch: Object.fromEntries(differing.map(figure => [figure, figures[figure]])), errors };
}

/** A lower counter makes codes again that were made before. */
export function goesBack(entry: KeptEntry, { counter }: Partial<Entry>): boolean {
  return entry.kind === 'hotp' && counter !== undefined && counter < entry.counter;
}
