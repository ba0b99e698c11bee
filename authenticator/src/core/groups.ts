import { encodeBase32 } from './base32';

/** The key as people copy it: `ABCD EFGH …`, groups of four characters; the last group may be shorter. */
export function keyInGroups(bytes: Uint8Array): string {
  return encodeBase32(bytes).replace(/.{4}(?=.)/g, '$& ');
}
