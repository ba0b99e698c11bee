// One entry of Google's message.
import type { EntryRefusal, Item } from '../formats/reading';
import { DEFAULT_PERIOD, MAXIMUM_KEY, type Algorithm, type Entry, type Kind } from './entry';
import { nameOf } from './entry-name';
import { keyWarnings } from './key-warnings';
import { lastBytes, lastVarint, readFields, type Field } from './protobuf';
import { fromUtf8, tidy, trimmed } from './text';

const ALGORITHMS: readonly (Algorithm | undefined)[] = ['sha1', 'sha1', 'sha256', 'sha512'];
const DIGITS: readonly (number | undefined)[] = [6, 6, 8];
const KINDS: readonly (Kind | undefined)[] = ['totp', 'hotp', 'totp'];

export function readEntry(message: Uint8Array<ArrayBuffer>, index: number): Item {
  const fields = readFields(message);
  if (!fields) return { name: `entry ${index + 1}`, refused: 'damaged' };
  const { issuer, account } = readNames(tidy(fromUtf8(lastBytes(fields, 2))), tidy(fromUtf8(lastBytes(fields, 3))));
  const name = nameOf(issuer, account) || `entry ${index + 1}`;

  const kind = KINDS[int32(fields, 6)];
  if (kind === undefined) return refused('unknown_kind');
  if (issuer === '' && account === '') return refused('no_name');
  const algorithm = ALGORITHMS[int32(fields, 4)];
  if (algorithm === undefined) return refused('unknown_algorithm');
  const digits = DIGITS[int32(fields, 5)];
  if (digits === undefined) return refused('bad_digits');
  const counter = kind === 'hotp' ? BigInt.asIntN(64, lastVarint(fields, 7)) : 0n;
  if (counter < 0n) return refused('bad_counter');
  const secret = lastBytes(fields, 1);
  if (secret.length === 0) return refused('secret_empty');
  if (secret.length > MAXIMUM_KEY) return refused('secret_too_long');
  const entry: Entry = {
    kind, secret, issuer, account, algorithm, digits, period: DEFAULT_PERIOD, counter, note: '', groups: [],
    favourite: false,
  };
  return { entry, warnings: keyWarnings({ secret, looksIncomplete: false }) };

  function refused(reason: EntryRefusal): Item {
    return { name, refused: reason };
  }
}

/**
 * The name often repeats the issuer before the account. Without an issuer, the first colon of the name separates the
 * two.
 */
function readNames(name: string, issuer: string): { issuer: string; account: string } {
  if (issuer !== '') {
    return { issuer, account: name.startsWith(`${issuer}:`) ? trimmed(name.slice(issuer.length + 1)) : name };
  }
  const colon = name.indexOf(':');
  return colon < 0
    ? { issuer, account: name }
    : { issuer: trimmed(name.slice(0, colon)), account: trimmed(name.slice(colon + 1)) };
}

export function int32(fields: readonly Field[], number: number): number {
  return Number(BigInt.asIntN(32, lastVarint(fields, number)));
}
