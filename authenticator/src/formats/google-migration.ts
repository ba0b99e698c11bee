// Parts of Google Authenticator's export in one file, one on each line.
import { gatherParts, readMigrationPart, type MigrationPart } from '../core/migration';
import { MAXIMUM_ENTRIES } from './limits';
import { linesOf } from './lines';
import type { Reading } from './reading';
import { refuseFile } from './readings';

/**
 * Items in the order of the parts, one export after another. Missing parts are reported for the first incomplete
 * export.
 */
export function readGoogleMigration(text: string): Reading {
  const lines = linesOf(text);
  if (lines.length > MAXIMUM_ENTRIES) return refuseFile('google_migration', 'too_large');
  const exports = new Map<string, Map<number, MigrationPart>>();
  for (const line of lines) {
    const reading = readMigrationPart(line);
    // The content of the part is unknown.
    if (reading.outcome !== 'part') return refuseFile('google_migration', 'damaged');
    const { part } = reading;
    const name = `${part.batchId} ${part.batchSize}`;
    exports.set(name, (exports.get(name) ?? new Map<number, MigrationPart>()).set(part.batchIndex, part));
  }
  const gathered = [...exports.values()].map(parts => [...parts.values()].sort((a, b) => a.batchIndex - b.batchIndex));
  const items = gathered.flatMap(parts => parts.flatMap(part => part.items));
  if (items.length > MAXIMUM_ENTRIES) return refuseFile('google_migration', 'too_large');
  const incomplete = gathered.find(parts => parts.length < parts[0]!.batchSize);
  return {
    outcome: 'read', format: 'google_migration', warnings: [], items,
    ...(incomplete ? { missingParts: gatherParts(incomplete).missing } : {}),
  };
}
