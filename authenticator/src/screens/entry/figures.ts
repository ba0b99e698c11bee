import type { Algorithm, Kind, KeptEntry } from '../../core/entry';

const KIND: Readonly<Record<Kind, string>> =
  { totp: 'A new one each period', hotp: 'A new one each time you ask', steam: 'Steam Guard' };
const HASH: Readonly<Record<Algorithm, string>> = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' };

/** The figures that another app needs together with the key. */
export function figures({
  kind, algorithm, digits, period, counter,
}: KeptEntry): readonly { readonly term: string; readonly value: string }[] {
  const steam = kind === 'steam';
  return [
    { term: 'Codes', value: KIND[kind] },
    { term: 'Length', value: steam ? '5 letters and digits' : digits === 1 ? '1 digit' : `${digits} digits` },
    ...(steam ? [] : [{ term: 'Hash', value: HASH[algorithm] }]),
    ...(kind === 'hotp'
      ? [{ term: 'Counter of the next code', value: String(counter) }]
      : [{ term: 'Period', value: `${steam ? 30 : period} s` }]),
  ];
}
