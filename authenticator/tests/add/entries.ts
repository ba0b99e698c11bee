import type { Entry } from '../../src/core/entry';

/** A plain TOTP entry with one thing changed. */
export function entry(changes: Partial<Entry> = {}): Entry {
  return {
    kind: 'totp', secret: new TextEncoder().encode('12345678901234567890'), issuer: 'Sparekey',
    account: 'alice@example.com',
    algorithm: 'sha1', digits: 6, period: 30, counter: 0n, note: '', groups: [], favourite: false, ...changes,
  };
}
