import type { Algorithm, Otp } from '../../core/entry';

export const ALGORITHM_NAME: Readonly<Record<Algorithm, string>> =
  { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' };

/** "6 digits, every 30 s", and an unusual algorithm. */
export function figures(otp: Otp): string {
  switch (otp.kind) {
    case 'steam': return 'Steam: 5 letters and digits, every 30 s';
    case 'totp': return [`${otp.digits} digits, every ${otp.period} s`, ...unusual(otp)].join(', ');
    case 'hotp': return [`${otp.digits} digits, counting up from ${otp.counter}`, ...unusual(otp)].join(', ');
  }
}

function unusual(otp: Otp): string[] {
  return otp.algorithm === 'sha1' ? [] : [ALGORITHM_NAME[otp.algorithm]];
}
