// A key that was typed, and the figures around it, made into an entry or into what is wrong with each box.
import { DEFAULT_DIGITS, DEFAULT_PERIOD, MAXIMUM_COUNTER, MAXIMUM_PERIOD, STEAM_LENGTH, type Algorithm, type Entry, type Kind } from '../../core/entry';
import { keyWarnings } from '../../core/key-warnings';
import { tidy } from '../../core/text';
import { readTypedKey } from '../../core/typed-key';
import type { EntryWarning } from '../../formats/reading';

/** The boxes as they stand, figures as text. */
export interface Typed {
  readonly key: string;
  readonly issuer: string;
  readonly account: string;
  readonly kind: Kind;
  readonly algorithm: Algorithm;
  readonly digits: string;
  readonly period: string;
  readonly counter: string;
}

export const NOTHING_TYPED: Typed = {
  key: '', issuer: '', account: '', kind: 'totp', algorithm: 'sha1', digits: String(DEFAULT_DIGITS), period: String(DEFAULT_PERIOD), counter: '0',
};

/** What can be chosen; files and addresses may say 1 to 10. */
export const FEWEST_DIGITS = 4;
export const MOST_DIGITS = 10;

export type Box = 'key' | 'name' | 'digits' | 'period' | 'counter';

export type ByHand =
  | { readonly outcome: 'made'; readonly entry: Entry; readonly warnings: readonly EntryWarning[] }
  /** In words, for the boxes that are wrong. */
  | { readonly outcome: 'wrong'; readonly errors: Partial<Record<Box, string>> };

export function readByHand(typed: Typed): ByHand {
  const errors: Partial<Record<Box, string>> = {};
  const key = readTypedKey(typed.key);
  if (key.outcome !== 'accepted') errors.key = key.outcome === 'empty' ? 'Type the backup key that the site shows beside its QR code.' : key.message;

  const [issuer, account] = [tidy(typed.issuer), tidy(typed.account)];
  if (issuer === '' && account === '') errors.name = 'Say which site or which account this key is for, so that you find its code again.';

  const steam = typed.kind === 'steam';
  const digits = steam ? STEAM_LENGTH : whole(typed.digits);
  if (digits === undefined || (!steam && (digits < FEWEST_DIGITS || digits > MOST_DIGITS))) errors.digits = `A code has ${FEWEST_DIGITS} to ${MOST_DIGITS} digits.`;
  const period = typed.kind === 'totp' ? whole(typed.period) : DEFAULT_PERIOD;
  if (period === undefined || period < 1 || period > MAXIMUM_PERIOD) errors.period = 'A code lasts 1 to 86,400 seconds; 30 is usual.';
  const counter = typed.kind === 'hotp' ? big(typed.counter) : 0n;
  if (counter === undefined || counter > MAXIMUM_COUNTER) errors.counter = 'A counter is a whole number from 0 up.';

  if (key.outcome !== 'accepted' || digits === undefined || period === undefined || counter === undefined || Object.keys(errors).length > 0) return { outcome: 'wrong', errors };
  return {
    outcome: 'made',
    entry: { kind: typed.kind, secret: key.secret, issuer, account, algorithm: steam ? 'sha1' : typed.algorithm, digits, period, counter, note: '', groups: [], favourite: false },
    warnings: keyWarnings(key),
  };
}

/** Puts a letter where a character stood that cannot be part of a key. @param position From 1, in whole characters. */
export function corrected(key: string, position: number, letter: string): string {
  const characters = [...key];
  characters[position - 1] = letter;
  return characters.join('');
}

function whole(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

function big(text: string): bigint | undefined {
  return /^\d{1,20}$/.test(text.trim()) ? BigInt(text.trim()) : undefined;
}
