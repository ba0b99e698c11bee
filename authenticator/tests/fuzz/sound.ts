import { MAXIMUM_DIGITS, MAXIMUM_KEY, MAXIMUM_PERIOD, type Otp } from '../../src/core/entry';
import { tidy } from '../../src/core/text';
import type { Item } from '../../src/formats/reading';

/**
 * The fault of an entry that a parser accepted, or undefined. Plain comparisons, because a hundred thousand
 * expectations would take long.
 */
export function unsoundness(otp: Otp): string | undefined {
  const { kind, secret, issuer, account, algorithm, digits, period, counter } = otp;
  if (secret.length < 1 || secret.length > MAXIMUM_KEY) return `a key of ${secret.length} bytes`;
  if (issuer === '' && account === '') return 'no name';
  if (tidy(issuer) !== issuer || tidy(account) !== account) return 'a name that is not tidy';
  if (!['sha1', 'sha256', 'sha512'].includes(algorithm)) return `algorithm ${algorithm}`;
  if (!Number.isInteger(digits) || digits < 1 || digits > MAXIMUM_DIGITS) return `${digits} digits`;
  if (!Number.isInteger(period) || period < 1 || period > MAXIMUM_PERIOD) return `a period of ${period} s`;
  if (counter < 0n || counter >> 64n !== 0n || (kind !== 'hotp' && counter !== 0n)) return `counter ${counter}`;
  return kind === 'steam' && (algorithm !== 'sha1' || digits !== 5 || period !== 30)
    ? 'a Steam key of another make'
    : undefined;
}

export function unsoundItem(item: Item): string | undefined {
  return 'entry' in item ? unsoundness(item.entry) : item.name === '' ? 'a refused item without a name' : undefined;
}
