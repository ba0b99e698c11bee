// Locks the vault when nobody has touched the app for the chosen time, in any of its windows.
//
// Every window counts for itself, and hears of touches in the others. It locks itself only: a window that was frozen in the background has not heard for a while.
// Timers stand still in hidden windows and sleeping computers, so the time is compared whenever something wakes us, and before a touch counts as one.
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
    if (vault.state.value === 'open' && isTimeToLock(touched, clocks(), vault.settings.value.autoLockSeconds)) vault.lockHere();
  };
  const touch = (): void => {
    look(); // a touch that comes too late is none
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
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input']) addEventListener(kind, touch, { capture: true, passive: true });
  for (const waking of ['focus', 'pageshow', 'resume', 'online']) addEventListener(waking, look);
  document.addEventListener('visibilitychange', look);
  setInterval(look, LOOKED_AT_EVERY);
}
