// What one answer of a server tells about the true time, and what stays known after the device's clock is set.

/** A slower answer tells too little: its middle may be off by half of its duration. */
const LONGEST_TRIP = 3_000; // ms
/** `Date` is cut to whole seconds, so half a second is missing on average. */
const HALF_A_SECOND = 500; // ms

export interface Answer {
  /** When the question left, by the device's clock; milliseconds since the epoch. */
  readonly askedAt: number;
  /** Duration of the answer in ms, by a clock that cannot be set. */
  readonly trip: number;
  /** The headers `Date` and, from a cache, `Age` (RFC 9111 section 5.1). */
  readonly date: string | null;
  readonly age: string | null;
}

export type Learnt =
  { readonly outcome: 'learnt'; readonly offset: number } | { readonly outcome: 'too_slow' | 'no_date' };

/**
 * Milliseconds to add to the device's clock. An offset within the error of the measurement counts as 0: the device's
 * clock is trusted then.
 */
export function offsetFrom({ askedAt, trip, date, age }: Answer): Learnt {
  if (trip > LONGEST_TRIP) return { outcome: 'too_slow' };
  const told = Date.parse(date ?? '');
  const aged = age === null ? 0 : Number(age);
  if (Number.isNaN(told) || !Number.isInteger(aged) || aged < 0) return { outcome: 'no_date' };
  const offset = told + HALF_A_SECOND + aged * 1_000 - (askedAt + trip / 2);
  const doubt = HALF_A_SECOND + trip / 2 + (aged > 0 ? 1_000 : 0);
  return { outcome: 'learnt', offset: Math.abs(offset) <= doubt ? 0 : Math.round(offset) };
}

/**
 * Readings of both clocks. The steady clock (performance.now) cannot be set, but may stop while the computer sleeps.
 */
export interface Clocks {
  readonly wall: number;
  readonly steady: number;
}

/** How far the wall clock ran ahead of the steady clock: it was set, or the computer slept. */
export function jumpBetween(earlier: Clocks, later: Clocks): number {
  return (later.wall - earlier.wall) - (later.steady - earlier.steady);
}

/** A smaller jump is drift. */
export const JUMP = 1_500; // ms

/**
 * The offset after a jump of the wall clock. A jump by exactly the offset corrects the clock: the offset becomes 0. Any
 * other jump backwards means that somebody set the clock. A jump forwards may be sleep: the offset stays until a server
 * is asked.
 */
export function offsetAfter(jump: number, offset: number): number {
  if (Math.abs(jump) < JUMP) return offset;
  if (Math.abs(offset - jump) < JUMP) return 0;
  return jump < 0 ? offset - jump : offset;
}

/** What one window observed at one time. */
export interface Look extends Clocks {
  readonly offset: number;
  readonly visible: boolean;
}

/**
 * The offset to use from now on. Only a window that was visible at both times judges a jump. A visible window looks
 * every few seconds, so no other window has judged the same jump in between. The window judges by the offset it saw
 * before, so two visible windows reach the same result.
 */
export function offsetSince(before: Look, after: Look): number {
  if (!before.visible || !after.visible) return after.offset;
  const judged = offsetAfter(jumpBetween(before, after), before.offset);
  return judged === before.offset ? after.offset : judged;
}
