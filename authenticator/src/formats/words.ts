// Sentences for people about readings: one or two each, the same as in sparekey-auth.
import { MAXIMUM_DIGITS, MAXIMUM_KEY, MAXIMUM_PERIOD } from '../core/entry';
import { MAXIMUM_BYTES, MAXIMUM_ENTRIES } from './limits';
import type { EntryRefusal, EntryWarning, FileRefusal, FileWarning, Format } from './reading';

const FORMATS: Readonly<Record<Format, string>> = {
  aegis: 'Aegis',
  twofas: '2FAS',
  andotp: 'andOTP',
  bitwarden: 'Bitwarden',
  bitwarden_csv: 'Bitwarden (CSV)',
  bitwarden_authenticator: 'Bitwarden Authenticator',
  freeotp_plus: 'FreeOTP+',
  ente: 'Ente Auth',
  stratum: 'Stratum',
  google_migration: 'Google Authenticator',
  uri_list: 'a list of addresses',
  freeotp: 'FreeOTP',
};

export function formatName(format: Format): string {
  return FORMATS[format];
}

const FILE_REFUSALS: Readonly<Record<FileRefusal, string>> = {
  not_recognised:
    'This is no file of keys that can be read here. '
    + 'Export again from the other app, or check that it is the right file.',
  unsupported_format:
    'This is a backup of FreeOTP, which FreeOTP itself often cannot restore. '
    + 'Install FreeOTP+, and export from there as JSON.',
  account_bound:
    'Only the Bitwarden account from which this export came can open it. '
    + 'Export again, and choose "password protected".',
  kdf_out_of_bounds:
    'This file asks for more memory or time to open than any honest one does, so it was not tried. '
    + 'Export again from the other app.',
  too_large:
    `This file is too large: at most ${MAXIMUM_BYTES / (1024 * 1024)} MiB and ${MAXIMUM_ENTRIES.toLocaleString('en')} `
    + 'entries are read.',
  damaged: 'This file is damaged: a part of it is missing or was changed. Export again from the other app.',
  wrong_password: 'The password is wrong, or the file is damaged.',
};

/** Formats whose real files may need more memory than a page has. */
const HEAVY: Readonly<Partial<Record<Format, string>>> = {
  ente:
    'This file asks for more memory to open than a web app may use. '
    + 'Read it on a computer with sparekey-auth, or export from Ente Auth again without a password.',
  stratum:
    'This file asks for more memory to open than this device has free. '
    + 'Read it on a computer with sparekey-auth, or export from Stratum again without a password.',
  bitwarden:
    'This file asks for more memory or time to open than a web app may use. '
    + 'Read it on a computer with sparekey-auth, or export from Bitwarden again with a smaller "KDF memory".',
};

/** What happened, and what to do. */
export function fileRefusalMessage(reason: FileRefusal, format?: Format): string {
  const heavy = reason === 'kdf_out_of_bounds' && format !== undefined ? HEAVY[format] : undefined;
  return heavy ?? FILE_REFUSALS[reason];
}

const ENTRY_REFUSALS: Readonly<Record<EntryRefusal, string>> = {
  not_otp_auth: 'This is not a set-up code: those begin with otpauth://.',
  too_long: 'This is too long for a set-up code.',
  migration: 'This is an export of Google Authenticator: import it by itself.',
  unknown_kind: 'Codes of this kind cannot be made here: only those by time, by counter and of Steam can.',
  no_name: 'It names neither a site nor an account. Give it a name in the other app and export again.',
  secret_missing: 'It has no key.',
  secret_empty: 'Its key is empty.',
  secret_unreadable: 'Its key cannot be read: keys have the letters A to Z and the digits 2 to 7.',
  secret_too_long: `Its key is too long: at most ${MAXIMUM_KEY} bytes are read.`,
  unknown_algorithm: 'It asks for an algorithm that cannot be used here: only SHA1, SHA256 and SHA512 can.',
  bad_digits: `It asks for a number of digits that no code can have: 1 to ${MAXIMUM_DIGITS} are possible.`,
  bad_period: `It asks for an impossible period: 1 to ${MAXIMUM_PERIOD} seconds are possible.`,
  bad_counter: 'Its counter is not a number from 0 up.',
  contradiction: 'It says one thing twice and differently.',
  damaged: 'It is damaged: something of it is missing.',
};

/** The entry's name is shown beside the sentence. */
export function entryRefusalMessage(reason: EntryRefusal): string {
  return ENTRY_REFUSALS[reason];
}

const WARNINGS: Readonly<Record<EntryWarning | FileWarning, string>> = {
  short_key: 'The key is short (under 80 bits) and easier to guess than it should be. Ask the site for a new one.',
  incomplete_key: 'The key has an unusual length: check that no character is missing.',
  issuers_differ: 'The code names two different issuers. Check that it comes from the site that you expect.',
  counter_missing: 'The counter is missing and starts at 0. If codes are refused, ask the site to set it up again.',
  unusual_digits: 'The number of digits is unusual: some apps cannot show these codes.',
  steam_by_issuer: 'Read as a Steam key, because its issuer is Steam.',
  unescaped_hash: 'The code contains a # that should have been encoded. Check the name.',
  stray_percent: 'The code contains a % that should have been encoded. Check the name.',
  newer_version: 'This file was written by a newer version than is known here. Check that nothing is missing.',
};

export function warningMessage(warning: EntryWarning | FileWarning): string {
  return WARNINGS[warning];
}
