/** A name to find the entry again in the other app: `Issuer: account`, one of the two, or nothing. */
export function nameOf(issuer: string, account: string): string {
  return issuer !== '' && account !== '' ? `${issuer}: ${account}` : issuer || account;
}
