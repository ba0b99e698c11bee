// The device's own clocks and randomness. No other part of the app reads them: eslint.config.js holds that.
import type { Clocks } from './clock-arithmetic';

/** Milliseconds since the epoch, by the device's clock. Codes are made for `now()` of edges/clock, which corrects it. */
export function deviceTime(): number {
  return Date.now();
}

export function clocks(): Clocks {
  return { wall: Date.now(), steady: performance.now() };
}

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** -2^31 to 2^31-1. */
export function randomInt32(): number {
  return new DataView(randomBytes(4).buffer).getInt32(0);
}

/** A random UUID (RFC 9562, version 4). */
export function newId(): string {
  return crypto.randomUUID();
}
