// The device's clocks and randomness. eslint.config.js forbids other files to read them.
import type { Clocks } from './clock-arithmetic';

/** Milliseconds since the epoch, by the device's clock. For codes, use `now()` of edges/clock, which corrects it. */
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
