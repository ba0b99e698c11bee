// Writes a backup, reads it with the usual reader, and compares every entry.
import type { Entry } from '../../core/entry';
import { readFileAway, writeAegisAway } from '../../edges/away';
import { differing } from './compare';

export type Backup =
  | { readonly outcome: 'written'; readonly text: string }
  /** The written file lacks or changes these entries, so it is no backup. */
  | { readonly outcome: 'differs'; readonly entries: readonly Entry[] };

/** @param step Called between writing and reading. */
export async function writeBackup(
  entries: readonly Entry[], password: string, step: () => void, abandoned: AbortSignal,
): Promise<Backup> {
  const text = await writeAegisAway(entries, password, abandoned);
  step();
  const reading = await readFileAway(new TextEncoder().encode(text), password, abandoned);
  const lost = differing(entries, reading);
  return lost.length === 0 ? { outcome: 'written', text } : { outcome: 'differs', entries: lost };
}
