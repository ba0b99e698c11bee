// Turns a typed key and its figures into an entry, or into a message for each wrong box.
import { DEFAULT_DIGITS, DEFAULT_PERIOD, type Entry, type Kind } from '../../core/entry';
import { keyWarnings } from '../../core/key-warnings';
import { tidy } from '../../core/text';
import { readTypedKey } from '../../core/typed-key';
import type { EntryWarning } from '../../formats/reading';
import { type FigureErrors, readFigures, type TypedFigures } from './typed-figures';

/** The contents of the boxes, figures as text. */
export interface Typed extends TypedFigures {
  readonly key: string;
  readonly issuer: string;
  readonly account: string;
  readonly kind: Kind;
}

export const NOTHING_TYPED: Typed = {
  key: '', issuer: '', account: '', kind: 'totp', algorithm: 'sha1', digits: String(DEFAULT_DIGITS),
  period: String(DEFAULT_PERIOD), counter: '0',
};

export type Box = 'key' | 'name' | keyof FigureErrors;

export type ByHand =
  | { readonly outcome: 'made'; readonly entry: Entry; readonly warnings: readonly EntryWarning[] }
  /** A message for each wrong box. */
  | { readonly outcome: 'wrong'; readonly errors: Partial<Record<Box, string>> };

export function readByHand(typed: Typed): ByHand {
  const errors: Partial<Record<Box, string>> = {};
  const key = readTypedKey(typed.key);
  if (key.outcome !== 'accepted') {
    errors.key = key.outcome === 'empty' ? 'Type the backup key that the site shows beside its QR code.' : key.message;
  }

  const [issuer, account] = [tidy(typed.issuer), tidy(typed.account)];
  if (issuer === '' && account === '') {
    errors.name = 'Say which site or which account this key is for, so that you find its code again.';
  }

  const { figures, errors: wrong } = readFigures(typed.kind, typed);
  Object.assign(errors, wrong);
  if (key.outcome !== 'accepted' || !figures || Object.keys(errors).length > 0) return { outcome: 'wrong', errors };
  return {
    outcome: 'made',
    entry: {
      kind: typed.kind, secret: key.secret, issuer, account, ...figures, note: '', groups: [], favourite: false,
    },
    warnings: keyWarnings(key),
  };
}

/** Replaces a character that cannot be part of a key by a letter. @param position From 1, in whole characters. */
export function corrected(key: string, position: number, letter: string): string {
  const characters = [...key];
  characters[position - 1] = letter;
  return characters.join('');
}
