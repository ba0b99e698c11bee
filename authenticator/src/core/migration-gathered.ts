import type { Item } from '../formats/reading';
import type { MigrationPart } from './migration';

export interface Gathered {
  readonly complete: boolean;
  /** Numbers of the missing parts, counted from 1. */
  readonly missing: readonly number[];
  /** In the order of the parts, not of their arrival. */
  readonly items: readonly Item[];
  /** Positions, from 0, of parts that were left out because they belong to another export than the first part. */
  readonly others: readonly number[];
}

/** A repeated part is no error. */
export function gatherParts(parts: readonly MigrationPart[]): Gathered {
  const [first] = parts;
  const isOwn = (part: MigrationPart): boolean => part.batchId === first?.batchId && part.batchSize === first.batchSize;
  const byIndex = new Map(parts.filter(isOwn).map(part => [part.batchIndex, part] as const));
  const missing: number[] = [];
  const items: Item[] = [];
  for (let index = 0; index < (first?.batchSize ?? 0); index++) {
    const part = byIndex.get(index);
    if (part) items.push(...part.items);
    else missing.push(index + 1);
  }
  return {
    complete: parts.length > 0 && missing.length === 0, missing, items,
    others: parts.flatMap((part, at) => isOwn(part) ? [] : [at]),
  };
}
