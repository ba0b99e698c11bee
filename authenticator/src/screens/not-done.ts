// The last resort: what failed without a place on its screen to say so is said at the foot of the window.
import { VaultLocked } from '../vault/vault';
import { say } from './parts/said';

/** Null when the screen shows it: the app is locked. */
export function whyNotDone(error: unknown): string | null {
  if (error instanceof VaultLocked) return null;
  return error instanceof DOMException
    ? 'That was not stored: the browser refused. Make room on this device, and try again.'
    : 'That did not work. Load the page again, and try again.';
}

export function sayWhatFails(): void {
  addEventListener('unhandledrejection', event => {
    const words = whyNotDone(event.reason);
    if (words !== null) say(words);
  });
}
