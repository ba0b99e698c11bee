// Locks the vault when nobody has used any window of the app for the chosen time.
//
// Each window measures for itself, hears of use in the others, and locks only itself, because a window that was frozen
// in the background has heard nothing. Timers stop in hidden windows and sleeping computers. The time is therefore
// compared on every event that wakes the app, and before an input counts as use.
import { vault } from '../vault/vault';
import { clocks } from './device';
import { isTimeToLock } from './idle';
import { openTabs } from './tabs';

const LOOKED_AT_EVERY = 1_000; // ms
const TOLD_AT_MOST_EVERY = 1_000; // ms

export function startAutolock(): void {
  const tabs = openTabs<'touched'>('sparekey-authenticator-touched');
  let touched = clocks();
  let told = touched.steady;

  const look = (): void => {
    if (vault.state.value === 'open' && isTimeToLock(touched, clocks(), vault.settings.value.autoLockSeconds)) {
      vault.lockHere();
    }
  };
  const touch = (): void => {
    look(); // an input after the time is up does not count
    touched = clocks();
    if (touched.steady - told < TOLD_AT_MOST_EVERY) return;
    told = touched.steady;
    tabs.tell('touched');
  };
  vault.state.subscribe(state => {
    if (state === 'open') touched = clocks();
  });
  tabs.hear(() => {
    look();
    touched = clocks();
  });
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input']) {
    addEventListener(kind, touch, { capture: true, passive: true });
  }
  for (const waking of ['focus', 'pageshow', 'resume', 'online']) addEventListener(waking, look);
  document.addEventListener('visibilitychange', look);
  setInterval(look, LOOKED_AT_EVERY);
}
