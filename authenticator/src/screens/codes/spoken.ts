import type { Entry } from '../../core/entry';

/** `1 2 3, 4 5 6`: read aloud as digits, with a pause between groups. */
export function spokenCode(spaced: string): string {
  return spaced.split(' ').map(part => [...part].join(' ')).join(', ');
}

/** `Issuer, account`, or one of the two. */
export function spokenName({ issuer, account }: Pick<Entry, 'issuer' | 'account'>): string {
  return [issuer, account].filter(part => part !== '').join(', ');
}
