import type { EntryWarning } from '../formats/reading';

/** Bytes. Google Authenticator made 80 bits usual. */
const UNREMARKABLE_KEY = 10;

/** Warnings about the key itself. They come first, whatever the source of the entry. */
export function keyWarnings(key: { readonly secret: Uint8Array; readonly looksIncomplete: boolean }): EntryWarning[] {
  const warnings: EntryWarning[] = [];
  if (key.secret.length < UNREMARKABLE_KEY) warnings.push('short_key');
  if (key.looksIncomplete) warnings.push('incomplete_key');
  return warnings;
}
