// One entry of a foreign file, unchecked. All JSON formats are checked here, so that all refuse the same for the same
// reason.
import {
  DEFAULT_DIGITS, DEFAULT_PERIOD, MAXIMUM_DIGITS, MAXIMUM_KEY, MAXIMUM_PERIOD, STEAM_LENGTH, type Algorithm, type Kind,
} from '../core/entry';
import { nameOf } from '../core/entry-name';
import { keyWarnings } from '../core/key-warnings';
import { tidy } from '../core/text';
import { readTypedKey } from '../core/typed-key';
import type { EntryRefusal, Item } from './reading';

export interface Draft {
  /** From 1; names an entry without a name. */
  readonly place: number;
  /** A field is missing or has a wrong type. */
  readonly damaged: boolean;
  /** Undefined for an unsupported kind. */
  readonly kind: Kind | undefined;
  readonly issuer: string;
  readonly account: string;
  /** Undefined for an unsupported algorithm. */
  readonly algorithm: Algorithm | undefined;
  /** Any number; undefined means the usual value. */
  readonly digits?: number | undefined;
  readonly period?: number | undefined;
  readonly counter?: number | undefined;
  /** Base32 as typed, or raw bytes; undefined when the file has none. */
  readonly key: string | Uint8Array<ArrayBuffer> | undefined;
  readonly note?: string;
  readonly groups?: readonly string[];
  readonly favourite?: boolean;
}

/** The fields that all JSON readers read alike. */
const LARGEST_JSON_COUNTER = Number.MAX_SAFE_INTEGER;

export function checkDraft(draft: Draft): Item {
  const [issuer, account] = [tidy(draft.issuer), tidy(draft.account)];
  const reason = reasonAgainst(draft, issuer, account);
  if (reason) return refuse(reason);
  const key = readKey(draft.key);
  if (!('secret' in key)) return refuse(key.refused);

  const { kind } = draft as { kind: Kind };
  const steam = kind === 'steam';
  const digits = steam ? STEAM_LENGTH : draft.digits ?? DEFAULT_DIGITS;
  const warnings = keyWarnings(key);
  if (kind === 'hotp' && draft.counter === undefined) warnings.push('counter_missing');
  if (!steam && (digits < 6 || digits > 8)) warnings.push('unusual_digits');
  return {
    entry: {
      kind, secret: key.secret, issuer, account, digits,
      algorithm: steam ? 'sha1' : draft.algorithm as Algorithm,
      period: kind === 'totp' ? draft.period ?? DEFAULT_PERIOD : DEFAULT_PERIOD,
      counter: kind === 'hotp' ? BigInt(draft.counter ?? 0) : 0n,
      note: draft.note ?? '', groups: draft.groups ?? [], favourite: draft.favourite ?? false,
    },
    warnings,
  };

  function refuse(refused: EntryRefusal): Item {
    return { name: nameOf(issuer, account) || `entry ${draft.place}`, refused };
  }
}

function reasonAgainst(draft: Draft, issuer: string, account: string): EntryRefusal | undefined {
  if (draft.damaged) return 'damaged';
  if (draft.kind === undefined) return 'unknown_kind';
  if (issuer === '' && account === '') return 'no_name';
  if (draft.kind === 'steam') return undefined;   // a Steam code has no options; what stands there is ignored
  if (draft.algorithm === undefined) return 'unknown_algorithm';
  if (!isWhole(draft.digits, 1, MAXIMUM_DIGITS)) return 'bad_digits';
  if (draft.kind === 'totp' && !isWhole(draft.period, 1, MAXIMUM_PERIOD)) return 'bad_period';
  if (draft.kind === 'hotp' && !isWhole(draft.counter, 0, LARGEST_JSON_COUNTER)) return 'bad_counter';
  return undefined;
}

/** Whether the number is whole and within the bounds, or absent. */
export function isWhole(figure: number | undefined, from: number, to: number): boolean {
  return figure === undefined || (figure >= from && figure <= to && Number.isInteger(figure));
}

function readKey(
  key: Draft['key'],
): { secret: Uint8Array<ArrayBuffer>; looksIncomplete: boolean } | { refused: EntryRefusal } {
  if (key === undefined) return { refused: 'secret_missing' };
  if (typeof key !== 'string') {
    return key.length === 0
      ? { refused: 'secret_empty' }
      : key.length > MAXIMUM_KEY ? { refused: 'secret_too_long' }
      : { secret: key, looksIncomplete: false };
  }
  const reading = readTypedKey(key);
  switch (reading.outcome) {
    case 'accepted': return reading;
    case 'bad_character': return { refused: 'secret_unreadable' };
    case 'empty': return { refused: 'secret_empty' };
    case 'too_long': return { refused: 'secret_too_long' };
  }
}
