// The reading of one file: start, abort when another begins or the screen is left, and the result in the screen's
// terms.
import { readFileAway } from '../../edges/away';
import type { FileRefusal, FileWarning, Format, Item, Reading } from '../../formats/reading';
import type { GivenFile } from './given-file';

export type ImportStage =
  /** `trouble` says in words why the last file was not read. */
  | {
    readonly at: 'choosing'; readonly refused?: { readonly reason: FileRefusal; readonly format?: Format };
    readonly trouble?: string;
  }
  | { readonly at: 'reading'; readonly file: GivenFile; readonly format?: Format }
  | { readonly at: 'password'; readonly file: GivenFile; readonly format: Format; readonly wrong: boolean }
  | {
    readonly at: 'review'; readonly format: Format; readonly warnings: readonly FileWarning[];
    readonly items: readonly Item[]; readonly missingParts: readonly number[];
  };

/** @returns Undefined if aborted: another stage applies then. */
export async function readAway(
  file: GivenFile, password: string | undefined, abandoned: AbortSignal,
): Promise<ImportStage | undefined> {
  try {
    return stageAfter(await readFileAway(file.bytes, password, abandoned), file);
  } catch (error) {
    if (abandoned.aborted) return undefined;
    // Not our refusal: the device lacks the memory that the file asks for, or a part of the app was not loaded.
    return {
      at: 'choosing',
      trouble: `The file could not be read on this device. ${error instanceof Error ? error.message : ''}`.trim(),
    };
  }
}

export function stageAfter(reading: Reading, file: GivenFile): ImportStage {
  switch (reading.outcome) {
    case 'read': return {
      at: 'review', format: reading.format, warnings: reading.warnings, items: reading.items,
      missingParts: reading.missingParts ?? [],
    };
    case 'password_needed': return { at: 'password', file, format: reading.format, wrong: false };
    case 'refused':
      if (reading.reason === 'wrong_password' && reading.format) {
        return { at: 'password', file, format: reading.format, wrong: true };
      }
      return { at: 'choosing', refused: reading };
  }
}
