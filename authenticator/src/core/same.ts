import type { Otp } from './entry';

type Told = Pick<Otp, 'kind' | 'secret' | 'issuer' | 'account'>;

/** Whether both are one key of one account: kind, secret bytes, issuer and account are equal. Text of the key may differ where bytes do not. */
export function isSame(a: Told, b: Told): boolean {
  return identityOf(a) === identityOf(b);
}

/** Equal for those that are the same, and for no others: among ten thousand the same one is looked up, not searched for. It holds the key: for memory only. */
export function identityOf({ kind, secret, issuer, account }: Told): string {
  return JSON.stringify([kind, issuer, account]) + String.fromCharCode(...secret); // the list tells where it ends
}

/** Equal for those that make codes of one key, whatever they are called: an account may have been renamed. It holds the key: for memory only. */
export function keyIdentityOf({ kind, secret }: Pick<Otp, 'kind' | 'secret'>): string {
  return kind + String.fromCharCode(...secret); // no kind begins as another does
}
