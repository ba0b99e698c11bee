// The readings that all formats share, and how lists become items.
import { MAXIMUM_ENTRIES } from './limits';
import type { FileRefusal, FileWarning, Format, Item, Reading } from './reading';

export function refuseFile(format: Format, reason: FileRefusal): Reading {
  return { outcome: 'refused', format, reason };
}

export function passwordNeeded(format: Format): Reading {
  return { outcome: 'password_needed', format };
}

/** One item for each element, unless there are too many. Places count from 1. */
export function readEach<T>(
  format: Format, list: readonly T[], read: (one: T, place: number) => Item | undefined,
  warnings: readonly FileWarning[] = [],
): Reading {
  if (list.length > MAXIMUM_ENTRIES) return refuseFile(format, 'too_large');
  return { outcome: 'read', format, warnings, items: list.flatMap((one, at) => read(one, at + 1) ?? []) };
}
