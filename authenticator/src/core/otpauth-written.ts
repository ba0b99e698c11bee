import { encodeBase32 } from './base32';
import { DEFAULT_DIGITS, DEFAULT_PERIOD, type Otp } from './entry';
import { percentEncode } from './percent-text';
import { lower } from './text';

/**
 * Writes the address, for a QR code. ASCII. The issuer stands in the label and in the parameter, because some apps read only one of them. A space is `%20`,
 * because some show a `+`. SHA1, 6 digits and 30 s are left out: every known reader takes them for granted, and a QR code with less in it scans sooner.
 * Anything else is written, and so is the counter, which the format requires.
 */
export function formatOtpAuth(otp: Otp): string {
  if (otp.issuer === '' && otp.account === '') throw new RangeError('A key needs an issuer or an account to be told from others.');
  // Without an issuer, a colon in the account would be read as the end of one: an empty prefix says that there is none.
  const prefix = otp.issuer !== '' || otp.account.includes(':') ? `${percentEncode(otp.issuer)}:` : '';
  let uri = `otpauth://${otp.kind}/${prefix}${percentEncode(otp.account)}?secret=${encodeBase32(otp.secret)}`;
  if (otp.issuer !== '') uri += `&issuer=${percentEncode(otp.issuer)}`;
  if (otp.kind === 'steam') return uri;   // nothing about a Steam code can be chosen
  if (otp.algorithm !== 'sha1') uri += `&algorithm=${otp.algorithm.toUpperCase()}`;
  // A totp key whose issuer is Steam and that says no digits would be taken for one of Steam's own, by us and by others.
  if (otp.digits !== DEFAULT_DIGITS || (otp.kind === 'totp' && lower(otp.issuer) === 'steam')) uri += `&digits=${otp.digits}`;
  if (otp.kind === 'totp' && otp.period !== DEFAULT_PERIOD) uri += `&period=${otp.period}`;
  if (otp.kind === 'hotp') uri += `&counter=${otp.counter}`;
  return uri;
}
