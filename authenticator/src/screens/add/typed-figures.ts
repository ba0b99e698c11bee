// The figures of a key as typed text, when adding by hand and when correcting.
import {
  DEFAULT_PERIOD, MAXIMUM_COUNTER, MAXIMUM_DIGITS, MAXIMUM_PERIOD, STEAM_LENGTH, type Algorithm, type Kind, type Otp,
} from '../../core/entry';

/** The contents of the boxes. Boxes that do not apply to the kind are ignored. */
export interface TypedFigures {
  readonly algorithm: Algorithm;
  readonly digits: string;
  readonly period: string;
  readonly counter: string;
}

export type Figures = Pick<Otp, 'algorithm' | 'digits' | 'period' | 'counter'>;
export type FigureErrors = Partial<Record<'digits' | 'period' | 'counter', string>>;

/** The choices here; files and addresses may have 1 to 10. */
export const FEWEST_DIGITS = 4;
export const MOST_DIGITS = MAXIMUM_DIGITS;

/**
 * @param fewest Allows the present number of digits of an account, even if it cannot be chosen. @returns No figures if
 * there is an error.
 */
export function readFigures(
  kind: Kind, typed: TypedFigures, fewest = FEWEST_DIGITS,
): { readonly figures?: Figures; readonly errors: FigureErrors } {
  const steam = kind === 'steam';
  const errors: FigureErrors = {};
  const digits = steam ? STEAM_LENGTH : whole(typed.digits);
  if (digits === undefined || (!steam && (digits < fewest || digits > MOST_DIGITS))) {
    errors.digits = `A code has ${FEWEST_DIGITS} to ${MOST_DIGITS} digits.`;
  }
  const period = kind === 'totp' ? whole(typed.period) : DEFAULT_PERIOD;
  if (period === undefined || period < 1 || period > MAXIMUM_PERIOD) {
    errors.period = 'A code lasts 1 to 86,400 seconds; 30 is usual.';
  }
  const counter = kind === 'hotp' ? big(typed.counter) : 0n;
  if (counter === undefined || counter > MAXIMUM_COUNTER) errors.counter = 'A counter is a whole number from 0 up.';

  if (digits === undefined || period === undefined || counter === undefined || Object.keys(errors).length > 0) {
    return { errors };
  }
  return { figures: { algorithm: steam ? 'sha1' : typed.algorithm, digits, period, counter }, errors };
}

function whole(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

function big(text: string): bigint | undefined {
  return /^\d{1,20}$/.test(text.trim()) ? BigInt(text.trim()) : undefined;
}
