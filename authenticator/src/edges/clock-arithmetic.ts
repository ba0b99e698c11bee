// What can be known of the true time from one answer of a server, and what remains known when the device's clock is set.

/** An answer that took longer says too little: its middle may be off by half of it. */
const LONGEST_TRIP = 3_000; // ms
/** `Date` is cut to whole seconds: on average half of one is missing. */
const HALF_A_SECOND = 500; // ms

export interface Answer {
  /** By the device's clock, milliseconds since the epoch: when the question left. */
  readonly askedAt: number;
  /** How long the answer took, ms, by a clock that nobody sets. */
  readonly trip: number;
  /** The header `Date`, and `Age` of a cache between (RFC 9111 section 5.1). */
  readonly date: string | null;
  readonly age: string | null;
}

export type Learnt = { readonly outcome: 'learnt'; readonly offset: number } | { readonly outcome: 'too_slow' | 'no_date' };

/** The milliseconds to add to the device's clock. What the measurement cannot tell from nothing is nothing: the device is then taken at its word. */
export function offsetFrom({ askedAt, trip, date, age }: Answer): Learnt {
  if (trip > LONGEST_TRIP) return { outcome: 'too_slow' };
  const told = Date.parse(date ?? '');
  const aged = age === null ? 0 : Number(age);
  if (Number.isNaN(told) || !Number.isInteger(aged) || aged < 0) return { outcome: 'no_date' };
  const offset = told + HALF_A_SECOND + aged * 1_000 - (askedAt + trip / 2);
  const doubt = HALF_A_SECOND + trip / 2 + (aged > 0 ? 1_000 : 0);
  return { outcome: 'learnt', offset: Math.abs(offset) <= doubt ? 0 : Math.round(offset) };
}

/** Two readings of both clocks. The steady one (performance.now) cannot be set, and may stand still while the computer sleeps. */
export interface Clocks {
  readonly wall: number;
  readonly steady: number;
}

/** How far the wall clock ran ahead of the steady one: it was set, or the computer slept. */
export function jumpBetween(earlier: Clocks, later: Clocks): number {
  return (later.wall - earlier.wall) - (later.steady - earlier.steady);
}

/** Less is drift. */
export const JUMP = 1_500; // ms

/**
 * The offset after the wall clock jumped. A jump by just the offset is the clock being set right, and nothing is left to add.
 * Any other one backwards was somebody setting it, for nothing sleeps backwards; forwards it may have been sleep, and the offset stays until a server was asked.
 */
export function offsetAfter(jump: number, offset: number): number {
  if (Math.abs(jump) < JUMP) return offset;
  if (Math.abs(offset - jump) < JUMP) return 0;
  return jump < 0 ? offset - jump : offset;
}

/** What one window saw at one time. */
export interface Look extends Clocks {
  readonly offset: number;
  readonly visible: boolean;
}

/**
 * The offset to go on with. Only a window that was in sight at both times judges a jump: it looks every few seconds, so between the two nobody else has judged
 * the same one. It does so by the offset that it saw before, and two windows side by side come to the same.
 */
export function offsetSince(before: Look, after: Look): number {
  if (!before.visible || !after.visible) return after.offset;
  const judged = offsetAfter(jumpBetween(before, after), before.offset);
  return judged === before.offset ? after.offset : judged;
}
