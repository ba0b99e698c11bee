// What is on its way to another screen: a file that the add screen was given, a picture that the import screen was given, or a file with which the app was
// opened while it was locked. Held in memory, and only until it is taken.
import { signal } from '@preact/signals';
import type { GivenFile } from './given-file';

/** For the import screen. */
export const fileOnItsWay = signal<GivenFile | undefined>(undefined);
/** For the add screen. */
export const pictureOnItsWay = signal<Blob | undefined>(undefined);

export function handOverFile(file: GivenFile): void {
  fileOnItsWay.value = file;
  location.hash = '#/import';
}

export function handOverPicture(picture: Blob): void {
  pictureOnItsWay.value = picture;
  location.hash = '#/add';
}
