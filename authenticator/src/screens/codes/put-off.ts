// Reminders that were put off, until when. Nothing of it is secret, and nothing is lost with it.
import { signal } from '@preact/signals';

export type Reminder = 'backup' | 'install';

const NAME = 'sparekey-authenticator-put-off';
const DAY = 24 * 60 * 60 * 1_000; // ms
/** An invitation that was declined is not made again soon; a backup that is missing is worth another word. */
const FOR: Readonly<Record<Reminder, number>> = { backup: 3 * DAY, install: 365 * DAY };

const until = signal(read());

export function isPutOff(reminder: Reminder, now: number): boolean {
  return (until.value[reminder] ?? 0) > now;
}

export function putOff(reminder: Reminder, now: number): void {
  until.value = { ...until.value, [reminder]: now + FOR[reminder] };
  localStorage.setItem(NAME, JSON.stringify(until.value));
}

function read(): Readonly<Partial<Record<Reminder, number>>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {}; // written by something else: reminders start again
  }
}
