// Digits, period and the like, read from text. Empty text means the usual value; undefined means unusable text.
import {
  DEFAULT_DIGITS, DEFAULT_PERIOD, MAXIMUM_COUNTER, MAXIMUM_DIGITS, MAXIMUM_PERIOD, type Algorithm,
} from './entry';

const ALGORITHMS: Readonly<Record<string, Algorithm>> = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' };

/**
 * Known spellings: `sha1`, `SHA-256`, `SHA_512`, `HmacSHA1`, `HMAC-SHA-256`, and `Algorithm.sha256` of old Ente
 * exports.
 */
export function readAlgorithm(text: string): Algorithm | undefined {
  if (text === '') return 'sha1';
  const name = text.replace(/[a-z]+/g, letters => letters.toUpperCase())
    .replace(/[-_]/g, '')
    .replace(/^ALGORITHM\./, '')
    .replace(/^HMAC/, '');
  return Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
}

export function readDigits(text: string): number | undefined {
  return text === '' ? DEFAULT_DIGITS : within(text, MAXIMUM_DIGITS);
}

export function readPeriod(text: string): number | undefined {
  return text === '' ? DEFAULT_PERIOD : within(text, MAXIMUM_PERIOD);
}

export function readCounter(text: string): bigint | undefined {
  if (text === '') return 0n;
  if (!/^0*[0-9]{1,20}$/.test(text)) return undefined;
  const counter = BigInt(text);
  return counter <= MAXIMUM_COUNTER ? counter : undefined;
}

function within(text: string, maximum: number): number | undefined {
  if (!/^[0-9]+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= 1 && value <= maximum ? value : undefined;
}
