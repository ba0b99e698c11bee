// What is said when a password could be neither taken nor refused: the worker that tries it did not start, or had not the memory.

/** @param error What was thrown. */
export function whyNotTried(error: unknown): string {
  if (error instanceof RangeError) return 'This device has too little memory free to try the password. Close other windows, and try again.';
  if (error instanceof DOMException) return 'The browser could not read or store it. Make room on this device, load the page again, and try again.';
  return 'The password could not be tried: a part of the app did not load. Load the page again.';
}
