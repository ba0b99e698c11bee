import type { Entry } from '../../core/entry';

/** `1 2 3, 4 5 6`: heard as digits, with a breath between the groups. */
export function spokenCode(spaced: string): string {
  return spaced.split(' ').map(part => [...part].join(' ')).join(', ');
}

/** `Issuer, account`, or whichever of the two there is. */
export function spokenName({ issuer, account }: Pick<Entry, 'issuer' | 'account'>): string {
  return [issuer, account].filter(part => part !== '').join(', ');
}
