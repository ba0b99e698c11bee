// The time that codes are made for: the device's clock and what is known to be wrong with it.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { vault } from '../vault/vault';
import { JUMP, jumpBetween, type Learnt, type Look, offsetFrom, offsetSince } from './clock-arithmetic';
import { clocks, deviceTime } from './device';

/** From here on a person is told. */
const WORTH_SAYING = 10_000; // ms
const WORTH_CHANGING = 1_000; // ms
const AFTER_AN_ANSWER = 60 * 60 * 1_000; // ms
const AFTER_A_FAILURE = 60 * 1_000; // ms
const LOOKED_AT_EVERY = 5_000; // ms

/** Milliseconds to add to the device's clock: positive when it is behind. */
export const clockOffset: ReadonlySignal<number> = computed(() => vault.settings.value.clockOffsetMs);

/** Seconds that the device's clock is off, signed as the offset, when that is worth saying; otherwise null. */
export const clockIsOffBy: ReadonlySignal<number | null> = computed(() =>
  (Math.abs(clockOffset.value) >= WORTH_SAYING ? Math.round(clockOffset.value / 1_000) : null));

const measured = signal(false);

/** The offset was learnt before the app was started, and not since: the device's clock may have been set meanwhile. */
export const offsetIsFromBefore: ReadonlySignal<boolean> = computed(() => vault.settings.value.clockMode === 'automatic' && !measured.value);

/** Until a server was asked again. */
export function useDeviceClock(): Promise<void> {
  return vault.change({ clockOffsetMs: 0, clockMeasuredAt: null });
}

/** Milliseconds since the epoch. */
export function now(): number {
  return deviceTime() + clockOffset.value;
}

/** Asks the app's own host for the time, unless the offset is the owner's. */
export async function learnOffset(): Promise<Learnt['outcome'] | 'offline' | 'manual'> {
  if (vault.settings.value.clockMode === 'manual') return 'manual';
  if (!navigator.onLine) return 'offline';
  const before = clocks();
  let answer: Response;
  try {
    // A HEAD request is not for the service worker, which answers GET only, and it carries no body.
    answer = await fetch(new URL('./', document.baseURI), { method: 'HEAD', cache: 'no-store', credentials: 'omit', redirect: 'error' });
  } catch {
    return 'offline'; // there is no other way to know; the next look asks again
  }
  const after = clocks();
  if (Math.abs(jumpBetween(before, after)) >= JUMP) return 'too_slow'; // the clock was set, or the computer slept, while we waited
  const learnt = offsetFrom({ askedAt: before.wall, trip: after.steady - before.steady, date: answer.headers.get('date'), age: answer.headers.get('age') });
  if (learnt.outcome === 'learnt') {
    // Two measurements differ by what neither can tell: codes do not waver for that.
    await keep(learnt.offset === 0 || Math.abs(learnt.offset - clockOffset.value) >= WORTH_CHANGING ? learnt.offset : clockOffset.value, 'measured');
    measured.value = true;
  }
  return learnt.outcome;
}

/** Asks now, when the network comes, when the app is seen again after a while, every hour, and when the device's clock was set. */
export function watchClock(): void {
  let seen = look();
  let askAgainAt = 0;
  const ask = async (): Promise<void> => {
    askAgainAt = performance.now() + AFTER_A_FAILURE;
    const outcome = await learnOffset();
    if (outcome === 'learnt') askAgainAt = performance.now() + AFTER_AN_ANSWER;
    if (outcome === 'manual') askAgainAt = 0;
  };
  const watch = async (): Promise<void> => {
    const [before, current] = [seen, look()];
    seen = current;
    await keep(offsetSince(before, current), 'judged');
    const jumped = Math.abs(jumpBetween(before, current)) >= JUMP;
    if (current.visible && (jumped || current.steady >= askAgainAt)) await ask();
  };
  addEventListener('online', () => void ask());
  document.addEventListener('visibilitychange', () => void watch());
  setInterval(() => void watch(), LOOKED_AT_EVERY);
  void vault.started.then(ask);
}

async function keep(offset: number, known: 'measured' | 'judged'): Promise<void> {
  if (vault.settings.value.clockMode !== 'automatic') return;
  // When the same was measured again is worth keeping; that there is still no difference is not.
  if (offset === clockOffset.value && (known === 'judged' || offset === 0)) return;
  try {
    await vault.change({ clockOffsetMs: offset, clockMeasuredAt: offset === 0 ? null : deviceTime() + offset });
  } catch (error) {
    if (vault.trouble.value === null) throw error; // otherwise the whole screen says that nothing can be stored
  }
}

function look(): Look {
  return { ...clocks(), offset: clockOffset.value, visible: document.visibilityState === 'visible' };
}
