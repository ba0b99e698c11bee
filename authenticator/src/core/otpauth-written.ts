import { encodeBase32 } from './base32';
import { DEFAULT_DIGITS, DEFAULT_PERIOD, type Otp } from './entry';
import { percentEncode } from './percent-text';
import { lower } from './text';

/**
 * Writes the address for a QR code, in ASCII. The issuer appears in the label and as a parameter, because some apps
 * read only one of them. A space is `%20`, because some apps show a `+` as it is. SHA1, 6 digits and 30 s are omitted:
 * every known reader assumes them, and a smaller QR code scans sooner. Other values are written, and always the
 * counter, which the format requires.
 */
export function formatOtpAuth(otp: Otp): string {
  if (otp.issuer === '' && otp.account === '') {
    throw new RangeError('A key needs an issuer or an account to be told from others.');
  }
  // Without an issuer, readers take the text before a colon in the account for one. An empty prefix prevents that.
  const prefix = otp.issuer !== '' || otp.account.includes(':') ? `${percentEncode(otp.issuer)}:` : '';
  let uri = `otpauth://${otp.kind}/${prefix}${percentEncode(otp.account)}?secret=${encodeBase32(otp.secret)}`;
  if (otp.issuer !== '') uri += `&issuer=${percentEncode(otp.issuer)}`;
  if (otp.kind === 'steam') return uri;   // a Steam code has no options
  if (otp.algorithm !== 'sha1') uri += `&algorithm=${otp.algorithm.toUpperCase()}`;
  // Readers, ours included, take a totp key with the issuer Steam and no digits for a key of Steam Guard.
  if (otp.digits !== DEFAULT_DIGITS || (otp.kind === 'totp' && lower(otp.issuer) === 'steam')) {
    uri += `&digits=${otp.digits}`;
  }
  if (otp.kind === 'totp' && otp.period !== DEFAULT_PERIOD) uri += `&period=${otp.period}`;
  if (otp.kind === 'hotp') uri += `&counter=${otp.counter}`;
  return uri;
}
