import type { Otp } from './entry';

type Told = Pick<Otp, 'kind' | 'secret' | 'issuer' | 'account'>;

/** Whether both are one key of one account: kind, secret bytes, issuer and account are equal. Text of the key may differ where bytes do not. */
export function isSame(a: Told, b: Told): boolean {
  return a.kind === b.kind && a.issuer === b.issuer && a.account === b.account
    && a.secret.length === b.secret.length && a.secret.every((byte, at) => byte === b.secret[at]);
}
