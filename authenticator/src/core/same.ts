import type { Otp } from './entry';

type Told = Pick<Otp, 'kind' | 'secret' | 'issuer' | 'account'>;

/**
 * Whether both are the same key of the same account: equal kind, secret bytes, issuer and account. Different texts can
 * encode equal bytes.
 */
export function isSame(a: Told, b: Told): boolean {
  return identityOf(a) === identityOf(b);
}

/**
 * Equal exactly for entries that are the same. Makes finding one among ten thousand a look-up. Contains the key: keep
 * it in memory only.
 */
export function identityOf({ kind, secret, issuer, account }: Told): string {
  return JSON.stringify([kind, issuer, account]) + String.fromCharCode(...secret); // JSON marks the end of the list
}

/**
 * Equal for entries with the same key, whatever their names: an account may have been renamed. Contains the key: keep
 * it in memory only.
 */
export function keyIdentityOf({ kind, secret }: Pick<Otp, 'kind' | 'secret'>): string {
  return kind + String.fromCharCode(...secret); // no kind is a prefix of another
}
