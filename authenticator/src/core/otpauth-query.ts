// The parameters of an otpauth: address, decoded once, names without regard to case.
import { percentDecode } from './percent-text';
import { equalsIgnoringCase, lower, startsWith, trimmed } from './text';

const KNOWN: ReadonlySet<string> = new Set(['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder', 'steam']);

export interface OtpAuthQuery {
  has(name: string): boolean;
  /** Trimmed; empty when there is none, because `digits=` says nothing. */
  get(name: string): string;
  /** The first known parameter that is said twice and differently. Saying the same twice is harmless: OTPClient does. */
  readonly contradiction: string | undefined;
  readonly strayPercent: boolean;
}

export function readOtpAuthQuery(text: string): OtpAuthQuery {
  const values = new Map<string, string>();
  let contradiction: string | undefined;
  let strayPercent = false;
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    let name = lower(trimmed(percentDecode(equals < 0 ? pair : pair.slice(0, equals), true).text));   // a stray % in a parameter that nobody reads is nobody's business
    if (startsWith(name, 'amp;')) name = name.slice(4);   // copied out of a page's source
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
