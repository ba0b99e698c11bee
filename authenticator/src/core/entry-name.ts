/** Enough to find an entry in the app from which it came: `Issuer: account`, or whichever of the two there is, or nothing. */
export function nameOf(issuer: string, account: string): string {
  return issuer !== '' && account !== '' ? `${issuer}: ${account}` : issuer || account;
}
