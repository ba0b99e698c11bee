// Files on the way to another screen: from the add screen to the import, pictures from the import to the add screen, or
// files with which a locked app was opened. Held in memory until taken.
import { signal } from '@preact/signals';
import type { GivenFile } from './given-file';

/** For the import screen, with the names of files that were not taken. */
export const fileOnItsWay =
  signal<{ readonly file: GivenFile; readonly left: readonly string[] } | undefined>(undefined);
/** For the add screen. */
export const picturesOnTheirWay =
  signal<{ readonly pictures: readonly Blob[]; readonly left: readonly string[] } | undefined>(undefined);

export function handOverFile(file: GivenFile, left: readonly string[] = []): void {
  fileOnItsWay.value = { file, left };
  location.hash = '#/import';
}

export function handOverPictures(pictures: readonly Blob[], left: readonly string[]): void {
  picturesOnTheirWay.value = { pictures, left };
  location.hash = '#/add';
}
