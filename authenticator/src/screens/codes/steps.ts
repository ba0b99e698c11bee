// One timer for all codes. It fires at each full second of the corrected clock and notifies only codes whose period
// ended.
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { stepAt } from '../../core/codes';
import { now } from '../../edges/clock';

const SECOND = 1_000; // ms
/** Timers may fire slightly early, while the previous second still lasts. */
const LATE_BY = 5; // ms

const steps = new Map<number, Signal<bigint>>();
let timer = 0;

/** The current step for a period. @param period Seconds. */
export function stepOf(period: number): ReadonlySignal<bigint> {
  let step = steps.get(period);
  if (!step) steps.set(period, step = signal(stepAt({ kind: 'totp', period }, now())));
  return step;
}

function tick(): void {
  clearTimeout(timer);
  const time = now();
  for (const [period, step] of steps) step.value = stepAt({ kind: 'totp', period }, time);
  if (document.visibilityState === 'visible') timer = window.setTimeout(tick, SECOND - time % SECOND + LATE_BY);
}

document.addEventListener('visibilitychange', tick);
addEventListener('pageshow', tick);
effect(tick); // runs again when the clock's offset changes, because now() reads the offset
