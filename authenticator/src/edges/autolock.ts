// Locks the vault when nobody has touched the app for the chosen time, in any of its windows.
//
// Being out of sight needs no rule of its own: what is out of sight is not touched. But timers stand still in hidden windows and sleeping computers, so the time
// is compared whenever something wakes us, before a touch can count as one.
import { openTabs } from './tabs';
import { vault } from '../vault/vault';
import { type Clocks } from './clock-arithmetic';

const LOOKED_AT_EVERY = 1_000; // ms
const TOLD_AT_MOST_EVERY = 1_000; // ms

/**
 * Seconds without a touch, by whichever clock saw more: the steady one may stand still in sleep, the wall clock may be set.
 * Infinite when the wall clock was put back, because then it cannot tell.
 */
export function idleSeconds(touched: Clocks, current: Clocks): number {
  const [wall, steady] = [current.wall - touched.wall, current.steady - touched.steady];
  if (wall < steady - PUT_BACK) return Infinity;
  return Math.max(wall, steady) / 1_000;
}

/** Time servers move a clock by less than this when all is well. */
const PUT_BACK = 5_000; // ms

/** @param seconds 0 = never. */
export function isTimeToLock(touched: Clocks, current: Clocks, seconds: number): boolean {
  return seconds > 0 && idleSeconds(touched, current) >= seconds;
}

export function startAutolock(): void {
  const tabs = openTabs<'touched'>('sparekey-authenticator-touched');
  let touched = clocks();
  let told = touched.steady;

  const look = (): void => {
    if (vault.state.value === 'open' && isTimeToLock(touched, clocks(), vault.settings.value.autoLockSeconds)) void vault.lock();
  };
  const touch = (): void => {
    look(); // the first touch after a sleep comes too late
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

function clocks(): Clocks {
  return { wall: Date.now(), steady: performance.now() };
}
