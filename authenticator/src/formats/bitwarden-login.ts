// The second factor of one login in Bitwarden's JSON and CSV: an address, `steam://KEY`, or a bare key.
import { nameOf } from '../core/entry-name';
import { parseOtpAuth, type Names } from '../core/otpauth';
import { percentDecode } from '../core/percent-text';
import { startsWith, trimmed } from '../core/text';
import { checkDraft } from './draft';
import type { Item } from './reading';

const STEAM = 'steam://';

/**
 * @param names Of the login. They replace missing names of an address, are the only names of the other forms, and name
 * a refused entry. @returns Undefined for a login without a second factor.
 */
export function readLogin(
  totp: string, names: Names, place: number, folder: string, favourite: boolean,
): Item | undefined {
  const text = trimmed(totp);
  const groups = folder === '' ? [] : [folder];
  if (text === '') return undefined;
  if (startsWith(text, 'otpauth://') || startsWith(text, 'otpauth-migration:')) {
    const reading = parseOtpAuth(text, names);
    if (reading.outcome === 'refused') {
      return { name: nameOf(names.issuer, names.account) || reading.name || `entry ${place}`, refused: reading.reason };
    }
    return { entry: { ...reading.otp, note: '', groups, favourite }, warnings: reading.warnings };
  }
  const isSteam = startsWith(text, STEAM);
  const key = isSteam ? percentDecode(text.slice(STEAM.length), true).text : text;
  return checkDraft({
    place, damaged: false, kind: isSteam ? 'steam' : 'totp', ...names, algorithm: 'sha1', key, groups, favourite,
  });
}
