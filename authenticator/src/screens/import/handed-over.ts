// What is on its way to another screen: a file that the add screen was given, pictures that the import screen was given, or a file with which the app was
// opened while it was locked. Held in memory, and only until it is taken.
import { signal } from '@preact/signals';
import type { GivenFile } from './given-file';

/** For the import screen; with the names of what was given beside it and not taken. */
export const fileOnItsWay = signal<{ readonly file: GivenFile; readonly left: readonly string[] } | undefined>(undefined);
/** For the add screen. */
export const picturesOnTheirWay = signal<{ readonly pictures: readonly Blob[]; readonly left: readonly string[] } | undefined>(undefined);

export function handOverFile(file: GivenFile, left: readonly string[] = []): void {
  fileOnItsWay.value = { file, left };
  location.hash = '#/import';
}

export function handOverPictures(pictures: readonly Blob[], left: readonly string[]): void {
  picturesOnTheirWay.value = { pictures, left };
  location.hash = '#/add';
}
