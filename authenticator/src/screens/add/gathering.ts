// Collects the parts of one of Google's exports in any order. Never mixes parts of two exports.
import { gatherParts, type MigrationPart } from '../../core/migration';
import type { Item } from '../../formats/reading';

export type Gathered =
  | { readonly outcome: 'new'; readonly parts: readonly MigrationPart[] }
  /** The part was scanned before. */
  | { readonly outcome: 'again'; readonly parts: readonly MigrationPart[] }
  /** A part of another export, which is ignored. */
  | { readonly outcome: 'another_export'; readonly parts: readonly MigrationPart[] };

export function gather(soFar: readonly MigrationPart[], part: MigrationPart): Gathered {
  const first = soFar[0];
  if (first && (first.batchId !== part.batchId || first.batchSize !== part.batchSize)) {
    return { outcome: 'another_export', parts: soFar };
  }
  if (soFar.some(known => known.batchIndex === part.batchIndex)) return { outcome: 'again', parts: soFar };
  return { outcome: 'new', parts: [...soFar, part] };
}

export interface Progress {
  readonly complete: boolean;
  /** "2 of 3 scanned, still missing: part 3", or "All 3 parts scanned". */
  readonly words: string;
  /** Entries of the parts so far, in the order of the parts. */
  readonly items: readonly Item[];
}

export function progress(parts: readonly MigrationPart[]): Progress {
  const { complete, missing, items } = gatherParts(parts);
  const all = parts[0]?.batchSize ?? 0;
  if (complete) return { complete, items, words: all > 1 ? `All ${all} parts scanned` : 'Scanned' };
  return { complete, items, words: `${parts.length} of ${all} scanned, still missing: ${listedParts(missing)}` };
}

/** Numbers to list: an export may claim thousands of parts. */
const NAMED = 20;

/** "part 3", "parts 1, 2 and 4". */
export function listedParts(numbers: readonly number[]): string {
  if (numbers.length < 2) return `part ${numbers.join('')}`;
  const rest = numbers.length - NAMED;
  return rest > 0
    ? `parts ${numbers.slice(0, NAMED).join(', ')} and ${rest} more`
    : `parts ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
