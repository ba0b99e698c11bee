// The label of an otpauth: address: `Issuer:account`, or the account alone.
import { percentDecode } from './percent-text';
import { tidy, trimmed } from './text';

interface Label {
  readonly issuer: string;
  readonly prefix: string;
  readonly account: string;
  /** A `%` without two hexadecimal digits was taken literally. */
  readonly stray: boolean;
}

/**
 * Splits the label while it is still encoded, at the first `:` or `%3A`, then decodes each part once
 * (draft-andesco-otpauth-uri-01).
 */
export function readLabel(label: string, named: string): Label {
  const whole = percentDecode(label, false);
  const wholeText = tidy(whole.text);
  // An issuer may contain a colon: the parameter tells where the issuer ends.
  if (named !== '' && wholeText.startsWith(`${named}:`)) {
    return { issuer: named, prefix: named, account: trimmed(wholeText.slice(named.length + 1)), stray: whole.stray };
  }
  const colon = /:|%3A/i.exec(label);
  if (!colon) return { issuer: named, prefix: '', account: wholeText, stray: whole.stray };
  const prefix = tidy(percentDecode(label.slice(0, colon.index), false).text);
  const account = tidy(percentDecode(label.slice(colon.index + colon[0].length), false).text);
  return named === ''
    ? { issuer: prefix, prefix: '', account, stray: whole.stray }
    : { issuer: named, prefix, account, stray: whole.stray };
}
