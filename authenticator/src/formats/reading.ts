// The result of reading a file of another app, or of ours. The names are those of spec/authenticator.md and
// vectors/vaults.
import type { Entry } from '../core/entry';

export type Format =
  | 'aegis' | 'twofas' | 'andotp' | 'bitwarden' | 'bitwarden_csv' | 'bitwarden_authenticator' | 'freeotp_plus'
  | 'ente' | 'stratum' | 'google_migration' | 'uri_list' | 'freeotp';

/** An oddity that is no reason to refuse. */
export type EntryWarning =
  | 'short_key' | 'incomplete_key' | 'issuers_differ' | 'counter_missing' | 'unusual_digits' | 'steam_by_issuer'
  | 'unescaped_hash' | 'stray_percent';

/** Why one entry was left out. The other entries are still read. */
export type EntryRefusal =
  | 'not_otp_auth' | 'migration' | 'unknown_kind' | 'no_name' | 'secret_missing' | 'secret_empty' | 'secret_unreadable'
  | 'secret_too_long'
  | 'unknown_algorithm' | 'bad_digits' | 'bad_period' | 'bad_counter' | 'contradiction' | 'too_long' | 'damaged';

/** Why a whole file cannot be read. */
export type FileRefusal =
  | 'not_recognised'      // none of the formats
  | 'unsupported_format'  // known but not readable here: FreeOTP's own backup
  | 'account_bound'       // Bitwarden's export that only the exporting account can open
  | 'kdf_out_of_bounds'   // asks for more memory or time than any real file
  | 'too_large'
  | 'damaged'
  | 'wrong_password';     // or damaged: authenticated encryption cannot tell

export type FileWarning = 'newer_version';

export type Item =
  | { readonly entry: Entry; readonly warnings: readonly EntryWarning[] }
  | { readonly name: string; readonly refused: EntryRefusal };

export type Reading =
  | {
    readonly outcome: 'read'; readonly format: Format; readonly warnings: readonly FileWarning[];
    readonly items: readonly Item[];
    /** Numbers, from 1, of the missing parts of a google_migration; absent if no part is missing. */
    readonly missingParts?: readonly number[];
  }
  | { readonly outcome: 'password_needed'; readonly format: Format }
  | { readonly outcome: 'refused'; readonly format?: Format; readonly reason: FileRefusal };
