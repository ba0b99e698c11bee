// Whether somebody can be looking at the app.
import { type ReadonlySignal, signal } from '@preact/signals';

const seen = signal(isInSight());
const front = signal(isInFront());

/**
 * The window is visible. It stays visible beside another window: a person who types a code into a site has the site's
 * window in front.
 */
export const inSight: ReadonlySignal<boolean> = seen;

/** The window is visible and has the focus. */
export const inFront: ReadonlySignal<boolean> = front;

function isInSight(): boolean {
  if (document.visibilityState !== 'visible') return false;
  // A phone takes the picture for its list of open apps while the page still counts as visible. The focus is lost
  // earlier.
  return document.hasFocus() || !matchMedia('(pointer: coarse)').matches;
}

function isInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function look(): void {
  seen.value = isInSight();
  front.value = isInFront();
}

document.addEventListener('visibilitychange', look);
for (const happening of ['focus', 'blur', 'pageshow', 'pagehide']) addEventListener(happening, look);
