// The message if a password could be neither accepted nor refused: the worker did not start, or lacked the memory.

/** @param error The caught error. */
export function whyNotTried(error: unknown): string {
  if (error instanceof RangeError) {
    return 'This device has too little memory free to try the password. Close other windows, and try again.';
  }
  if (error instanceof DOMException) {
    return 'The browser could not read or store it. Make room on this device, load the page again, and try again.';
  }
  return 'The password could not be tried: a part of the app did not load. Load the page again.';
}
