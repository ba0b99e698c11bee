// Whether somebody can be looking at the app: its window is shown and has the focus.
import { type ReadonlySignal, signal } from '@preact/signals';

const seen = signal(isInSight());
export const inSight: ReadonlySignal<boolean> = seen;

function isInSight(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function look(): void {
  seen.value = isInSight();
}

document.addEventListener('visibilitychange', look);
for (const happening of ['focus', 'blur', 'pageshow', 'pagehide']) addEventListener(happening, look);
