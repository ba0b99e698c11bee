// The time for which codes are computed: the device's clock plus its known offset.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { vault } from '../vault/vault';
import { JUMP, jumpBetween, type Learnt, type Look, offsetFrom, offsetSince } from './clock-arithmetic';
import { clocks, deviceTime } from './device';

/** From this offset on, the app tells the person. */
const WORTH_SAYING = 10_000; // ms
const WORTH_CHANGING = 1_000; // ms
const AFTER_AN_ANSWER = 60 * 60 * 1_000; // ms
const AFTER_A_FAILURE = 60 * 1_000; // ms
const LOOKED_AT_EVERY = 5_000; // ms

/** Milliseconds to add to the device's clock: positive when it is behind. */
export const clockOffset: ReadonlySignal<number> = computed(() => vault.settings.value.clockOffsetMs);

/**
 * Seconds by which the device's clock is off, with the sign of the offset, if large enough to report; otherwise null.
 */
export const clockIsOffBy: ReadonlySignal<number | null> = computed(() =>
  (Math.abs(clockOffset.value) >= WORTH_SAYING ? Math.round(clockOffset.value / 1_000) : null));

const measured = signal(false);

/** The offset was learnt before the app started and not since. The device's clock may have been set in between. */
export const offsetIsFromBefore: ReadonlySignal<boolean> =
  computed(() => vault.settings.value.clockMode === 'automatic' && !measured.value);

/** Holds until a server is asked again. */
export function useDeviceClock(): Promise<void> {
  return vault.change({ clockOffsetMs: 0, clockMeasuredAt: null });
}

/** Milliseconds since the epoch. */
export function now(): number {
  return deviceTime() + clockOffset.value;
}

/** Asks the app's own host for the time, unless the owner set the offset. */
export async function learnOffset(): Promise<Learnt['outcome'] | 'offline' | 'manual'> {
  if (vault.settings.value.clockMode === 'manual') return 'manual';
  if (!navigator.onLine) return 'offline';
  const before = clocks();
  let answer: Response;
  try {
    // The service worker answers only GET, so a HEAD request passes it by. A HEAD request also carries no body.
    answer = await fetch(new URL('./', document.baseURI), {
      method: 'HEAD', cache: 'no-store', credentials: 'omit', redirect: 'error',
    });
  } catch {
    return 'offline'; // no other source of the time exists; the next look asks again
  }
  const after = clocks();
  // The clock was set, or the computer slept, while the request was under way.
  if (Math.abs(jumpBetween(before, after)) >= JUMP) return 'too_slow';
  const learnt = offsetFrom({
    askedAt: before.wall, trip: after.steady - before.steady, date: answer.headers.get('date'),
    age: answer.headers.get('age'),
  });
  if (learnt.outcome === 'learnt') {
    // Two measurements differ by their error. Codes must not change because of that.
    await keep(learnt.offset === 0 || Math.abs(learnt.offset - clockOffset.value) >= WORTH_CHANGING
      ? learnt.offset
      : clockOffset.value, 'measured');
    measured.value = true;
  }
  return learnt.outcome;
}

/**
 * Asks at start, when the network returns, when the app becomes visible after a while, every hour, and after the
 * device's clock was set.
 */
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
  // The time of an equal measurement is worth storing. A repeated offset of 0 is not.
  if (offset === clockOffset.value && (known === 'judged' || offset === 0)) return;
  try {
    await vault.change({ clockOffsetMs: offset, clockMeasuredAt: offset === 0 ? null : deviceTime() + offset });
  } catch (error) {
    if (vault.trouble.value === null) throw error; // otherwise the whole screen reports that nothing can be stored
  }
}

function look(): Look {
  return { ...clocks(), offset: clockOffset.value, visible: document.visibilityState === 'visible' };
}
