// Parts of Google Authenticator's export in one file, one a line.
import { gatherParts, readMigrationPart, type MigrationPart } from '../core/migration';
import { linesOf } from './lines';
import { MAXIMUM_ENTRIES } from './limits';
import type { Reading } from './reading';
import { refuseFile } from './readings';

/** Items in the order of the parts' numbers, one export after another. Parts that are not in the file are not missed: they may have been imported before. */
export function readGoogleMigration(text: string): Reading {
  let parts: MigrationPart[] = [];
  for (const line of linesOf(text)) {
    const reading = readMigrationPart(line);
    if (reading.outcome !== 'part') return refuseFile('google_migration', 'damaged');   // what it held is not known
    parts.push(reading.part);
  }
  const items = [];
  while (parts.length > 0) {
    const gathered = gatherParts(parts);
    items.push(...gathered.items);
    if (items.length > MAXIMUM_ENTRIES) return refuseFile('google_migration', 'too_large');
    parts = gathered.others.map(at => parts[at]!);
  }
  return { outcome: 'read', format: 'google_migration', warnings: [], items };
}
