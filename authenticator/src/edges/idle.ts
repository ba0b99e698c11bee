// How long the app has been unused, and whether that is too long.
//
// A hidden app needs no rule of its own: nobody can use it, so its time runs out as well.
import type { Clocks } from './clock-arithmetic';

/** Time servers correct a clock by less than this. */
const PUT_BACK = 5_000; // ms

/**
 * Seconds without use, by the clock that advanced more: the steady clock may stop while the computer sleeps, and the
 * wall clock may be set. Infinite after the wall clock was set back, because then both clocks may be wrong.
 */
export function idleSeconds(touched: Clocks, current: Clocks): number {
  const [wall, steady] = [current.wall - touched.wall, current.steady - touched.steady];
  return wall < steady - PUT_BACK ? Infinity : Math.max(wall, steady) / 1_000;
}

/** @param seconds 0 = never. */
export function isTimeToLock(touched: Clocks, current: Clocks, seconds: number): boolean {
  return seconds > 0 && idleSeconds(touched, current) >= seconds;
}
