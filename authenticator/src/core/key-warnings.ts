import type { EntryWarning } from '../formats/reading';

/** Bytes; 80 bits are what Google Authenticator made usual. */
const UNREMARKABLE_KEY = 10;

/** What is odd about the key alone; the first warnings of every entry, whatever it came from. */
export function keyWarnings(key: { readonly secret: Uint8Array; readonly looksIncomplete: boolean }): EntryWarning[] {
  const warnings: EntryWarning[] = [];
  if (key.secret.length < UNREMARKABLE_KEY) warnings.push('short_key');
  if (key.looksIncomplete) warnings.push('incomplete_key');
  return warnings;
}
