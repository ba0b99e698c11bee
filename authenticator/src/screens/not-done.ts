// The last resort: reports failures that no screen reports, at the foot of the window.
import { VaultLocked } from '../vault/vault';
import { say } from './parts/said';

/** Null if the screen already shows the reason: the app is locked. */
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
