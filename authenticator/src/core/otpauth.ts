// Reads otpauth: addresses by hand. The URL class cuts at #, decodes before splitting, and differs between browsers for
// unknown schemes.
import type { EntryRefusal, EntryWarning } from '../formats/reading';
import { DEFAULT_DIGITS, DEFAULT_PERIOD, STEAM_LENGTH, type Algorithm, type Kind, type Otp } from './entry';
import { nameOf } from './entry-name';
import { keyWarnings } from './key-warnings';
import { readAlgorithm, readCounter, readDigits, readPeriod } from './otpauth-figures';
import { readLabel } from './otpauth-label';
import { readOtpAuthQuery, type OtpAuthQuery } from './otpauth-query';
import { percentDecode } from './percent-text';
import { lower, startsWith, tidy, trimmed } from './text';
import { readTypedKey, type TypedKey } from './typed-key';

export { formatOtpAuth } from './otpauth-written';

export type OtpAuthReading =
  /** Each warning at most once, in the order of EntryWarning. */
  | { readonly outcome: 'parsed'; readonly otp: Otp; readonly warnings: readonly EntryWarning[] }
  /**
   * The message is for a person: one sentence or two, never with the key. The name is what the address has of it:
   * `Issuer: account`, one of the two, or empty.
   */
  | { readonly outcome: 'refused'; readonly reason: EntryRefusal; readonly message: string; readonly name: string };

type Refused = Extract<OtpAuthReading, { outcome: 'refused' }>;

/** A QR code holds 4,296 letters and digits. The rest is room for what apps add, such as addresses of pictures. */
const MAXIMUM_LENGTH = 16 * 1024;

const SCHEME = 'otpauth://';
const STEAM_SCHEME = 'steam://';

/** Names that a file has for an address without issuer or account. */
export interface Names {
  readonly issuer: string;
  readonly account: string;
}

const NAMELESS: Names = { issuer: '', account: '' };

/** @param otherwise Names for an address that lacks them. */
export function parseOtpAuth(text: string, otherwise: Names = NAMELESS): OtpAuthReading {
  const refused = refuser(nameOf(otherwise.issuer, otherwise.account));
  const uri = trimmed(text);
  if (uri.length > MAXIMUM_LENGTH) return refused('too_long', 'This is too long for a set-up code.');
  if (startsWith(uri, 'otpauth-migration:')) {
    return refused('migration', 'This is an export of Google Authenticator: import it as a file of several keys.');
  }
  if (startsWith(uri, STEAM_SCHEME)) return readSteam(uri.slice(STEAM_SCHEME.length));
  if (!startsWith(uri, SCHEME)) {
    return refused('not_otp_auth', 'This is not a set-up code: those begin with otpauth://.');
  }

  // No otpauth address has a fragment: a # is a character that somebody forgot to encode, and cutting there would lose
  // the key. Only if that reading fails is the # tried as the end.
  const hash = uri.indexOf('#');
  const reading = readParts(uri.slice(SCHEME.length), hash >= 0, otherwise);
  if (reading.outcome === 'parsed' || hash < SCHEME.length) return reading;
  const cut = readParts(uri.slice(SCHEME.length, hash), true, otherwise);
  return cut.outcome === 'parsed' ? cut : reading;
}

function readParts(uri: string, hasHash: boolean, otherwise: Names): OtpAuthReading {
  const question = uri.indexOf('?');
  const path = question < 0 ? uri : uri.slice(0, question);
  const query = readOtpAuthQuery(question < 0 ? '' : uri.slice(question + 1));
  const slash = path.indexOf('/');
  const label = readLabel(slash < 0 ? '' : path.slice(slash + 1), tidy(query.get('issuer')));
  const [issuer, account] = [label.issuer || otherwise.issuer, label.account || otherwise.account];
  const refused = refuser(nameOf(issuer, account));
  const host = lower(slash < 0 ? path : path.slice(0, slash));
  if (!isKind(host)) {
    return refused(
      'unknown_kind', 'This set-up code is of a kind that cannot be used here: only totp, hotp and steam can.',
    );
  }
  if (query.contradiction !== undefined) {
    return refused('contradiction', `This set-up code says "${query.contradiction}" twice and differently.`);
  }

  if (issuer === '' && account === '') {
    return refused('no_name', 'This set-up code names neither a site nor an account.');
  }

  const steamByIssuer = host === 'totp' && !saysSteam(query) && isSteamByIssuer(label.issuer, query);
  const kind: Kind = steamByIssuer || (host !== 'hotp' && saysSteam(query)) ? 'steam' : host;
  let algorithm: Algorithm | undefined = 'sha1';
  let [digits, period, counter]: [number | undefined, number | undefined, bigint | undefined] =
    [kind === 'steam' ? STEAM_LENGTH : DEFAULT_DIGITS, DEFAULT_PERIOD, 0n];
  if (kind !== 'steam') {   // a Steam code has no options; what stands there is ignored
    algorithm = readAlgorithm(query.get('algorithm'));
    if (algorithm === undefined) {
      return refused(
        'unknown_algorithm',
        'This set-up code asks for an algorithm that cannot be used here: only SHA1, SHA256 and SHA512 can.',
      );
    }
    digits = readDigits(query.get('digits'));
    if (digits === undefined) {
      return refused(
        'bad_digits', 'This set-up code asks for a number of digits that no code can have: 1 to 10 are possible.',
      );
    }
  }
  if (kind === 'totp') period = readPeriod(query.get('period'));
  if (period === undefined) {
    return refused('bad_period', 'This set-up code asks for an impossible period: 1 to 86400 seconds are possible.');
  }
  if (kind === 'hotp') counter = readCounter(query.get('counter'));
  if (counter === undefined) {
    return refused('bad_counter', 'The counter in this set-up code is not a number from 0 up.');
  }

  if (!query.has('secret')) return refused('secret_missing', 'This set-up code has no key in it.');
  const key = readTypedKey(query.get('secret'));
  if (key.outcome !== 'accepted') return refuseKey(key, refused);

  const issuersDiffer = label.prefix !== '' && label.prefix !== issuer;
  const warnings = keyWarnings(key);
  if (issuersDiffer) warnings.push('issuers_differ');
  if (kind === 'hotp' && query.get('counter') === '') warnings.push('counter_missing');
  if (kind !== 'steam' && (digits < 6 || digits > 8)) warnings.push('unusual_digits');
  if (steamByIssuer) warnings.push('steam_by_issuer');
  if (hasHash) warnings.push('unescaped_hash');
  if (label.stray || query.strayPercent) warnings.push('stray_percent');
  const otp = {
    kind, secret: key.secret, issuer, account, algorithm, digits, period, counter,
    ...(issuersDiffer ? { labelIssuer: label.prefix } : {}),
  };
  return { outcome: 'parsed', otp, warnings };
}

function isKind(text: string): text is Kind {
  return text === 'totp' || text === 'hotp' || text === 'steam';
}

/** `encoder=steam` (KeePassXC), `algorithm=steam`, or a bare `steam`. */
function saysSteam(query: OtpAuthQuery): boolean {
  return lower(query.get('encoder')) === 'steam' || lower(query.get('algorithm')) === 'steam'
    || (query.has('steam') && ['', '1', 'true'].includes(lower(query.get('steam'))));
}

/**
 * Several apps write Steam keys as totp and recognise them by the issuer. A key that asks for other digits is an
 * ordinary one.
 */
function isSteamByIssuer(issuer: string, query: OtpAuthQuery): boolean {
  return lower(issuer) === 'steam' && ['', '5'].includes(query.get('digits'));
}

/** Bitwarden's `steam://SECRET`. A link to a game, `steam://run/1`, fails at its slash. */
function readSteam(rest: string): OtpAuthReading {
  const key = readTypedKey(percentDecode(rest, true).text);
  if (key.outcome !== 'accepted') return refuseKey(key, refuser(''));
  const otp: Otp = {
    kind: 'steam', secret: key.secret, issuer: 'Steam', account: '', algorithm: 'sha1', digits: STEAM_LENGTH,
    period: DEFAULT_PERIOD, counter: 0n,
  };
  return { outcome: 'parsed', otp, warnings: keyWarnings(key) };
}

function refuseKey(key: Exclude<TypedKey, { outcome: 'accepted' }>, refused: Refuser): Refused {
  switch (key.outcome) {
    case 'bad_character':
      return refused('secret_unreadable', `The key in this set-up code cannot be read. ${key.message}`);
    case 'empty': return refused('secret_empty', 'The key in this set-up code is empty.');
    case 'too_long': return refused('secret_too_long', 'The key in this set-up code is too long.');
  }
}

type Refuser = (reason: EntryRefusal, message: string) => Refused;

function refuser(name: string): Refuser {
  return (reason, message) => ({ outcome: 'refused', reason, message, name });
}
