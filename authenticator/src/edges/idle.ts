// How long the app has not been touched, and whether that is too long.
//
// Being out of sight needs no rule of its own: what is out of sight is not touched, so its time is up no later.
import type { Clocks } from './clock-arithmetic';

/** Time servers move a clock by less when all is well. */
const PUT_BACK = 5_000; // ms

/**
 * Seconds without a touch, by whichever clock saw more: the steady one may stand still while the computer sleeps, and the wall clock may be set.
 * Infinite when the wall clock was put back: then neither can tell.
 */
export function idleSeconds(touched: Clocks, current: Clocks): number {
  const [wall, steady] = [current.wall - touched.wall, current.steady - touched.steady];
  return wall < steady - PUT_BACK ? Infinity : Math.max(wall, steady) / 1_000;
}

/** @param seconds 0 = never. */
export function isTimeToLock(touched: Clocks, current: Clocks, seconds: number): boolean {
  return seconds > 0 && idleSeconds(touched, current) >= seconds;
}
