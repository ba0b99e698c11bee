// The parameters of an otpauth: address, decoded once. Names ignore case.
import { percentDecode } from './percent-text';
import { equalsIgnoringCase, lower, startsWith, trimmed } from './text';

const KNOWN: ReadonlySet<string> =
  new Set(['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder', 'steam']);

export interface OtpAuthQuery {
  has(name: string): boolean;
  /** Trimmed; empty when absent, because `digits=` means the same as no parameter. */
  get(name: string): string;
  /** The first known parameter with two different values. OTPClient repeats equal ones, which is harmless. */
  readonly contradiction: string | undefined;
  readonly strayPercent: boolean;
}

export function readOtpAuthQuery(text: string): OtpAuthQuery {
  const values = new Map<string, string>();
  let contradiction: string | undefined;
  let strayPercent = false;
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    // A stray % in an unused parameter does not matter.
    let name = lower(trimmed(percentDecode(equals < 0 ? pair : pair.slice(0, equals), true).text));
    if (startsWith(name, 'amp;')) name = name.slice(4);   // copied from the source of a page
    if (!KNOWN.has(name)) continue;
    const decoded = percentDecode(equals < 0 ? '' : pair.slice(equals + 1), true);
    const value = trimmed(decoded.text);
    strayPercent ||= decoded.stray;
    const earlier = values.get(name) ?? '';
    if (earlier === '') values.set(name, value);
    else if (value !== '' && !equalsIgnoringCase(value, earlier)) contradiction ??= name;
  }
  return { has: name => values.has(name), get: name => values.get(name) ?? '', contradiction, strayPercent };
}
