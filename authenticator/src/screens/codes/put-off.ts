// Until when reminders are put off. Not secret, and no loss if it disappears.
import { signal } from '@preact/signals';

export type Reminder = 'backup' | 'install';

const NAME = 'sparekey-authenticator-put-off';
const DAY = 24 * 60 * 60 * 1_000; // ms
/** A declined invitation is not repeated soon. A missing backup is worth reminding. */
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
    return {}; // written by something else: start without put-off reminders
  }
}
