import { useState } from 'preact/hooks';
import { learnOffset, offsetIsFromBefore } from '../../edges/clock';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Field } from '../parts/field';
import { Panel } from '../parts/panel';
import { say } from '../parts/said';
import { day } from './day';
import { readSeconds } from './seconds';

const ANSWER = {
  learnt: 'The clock was compared',
  offline: 'There is no network to compare it with',
  too_slow: 'The answer took too long: try again',
  no_date: 'This host does not say the time',
  manual: 'The difference is set by hand',
} as const;

export function ClockSettings() {
  const { clockMode, clockOffsetMs, clockMeasuredAt } = vault.settings.value;
  const [seconds, setSeconds] = useState(String(clockOffsetMs / 1_000));
  const [error, setError] = useState<string>();
  const manual = clockMode === 'manual';

  async function compare(): Promise<void> {
    say(ANSWER[await learnOffset()]);
  }

  async function beAutomatic(): Promise<void> {
    await vault.change({ clockMode: 'automatic', clockOffsetMs: 0, clockMeasuredAt: null });
    await learnOffset();
  }

  async function set(): Promise<void> {
    const read = readSeconds(seconds);
    setError(read.outcome === 'refused' ? read.message : undefined);
    if (read.outcome === 'refused') return document.getElementById('clock-seconds')?.focus();
    await vault.change({ clockMode: 'manual', clockOffsetMs: read.milliseconds });
    say('Set');
  }

  return (
    <Panel title="Clock" description="Codes follow the time. A clock that is off makes codes that sites refuse.">
      <p class="clock-state">
        {told(clockOffsetMs)}
        {offsetIsFromBefore.value && clockMeasuredAt !== null && ` Measured on ${day(clockMeasuredAt)}.`}
      </p>
      <fieldset class="field choices" aria-label="How the difference is known">
        <div class="choices-list">
          <Choice
            type="radio" name="clock" id="clock-automatic" label="Compare by itself"
            hint="With the host that this app came from, when there is a network." checked={!manual}
            onChange={() => void beAutomatic()}
          />
          <Choice
            type="radio" name="clock" id="clock-manual" label="Set by hand" hint="It stays until you change it."
            checked={manual}
            onChange={() =>
              void vault.change({ clockMode: 'manual' }).then(() => setSeconds(String(clockOffsetMs / 1_000)))}
          />
        </div>
      </fieldset>
      {manual
        ? (
          <form class="clock-form" noValidate onSubmit={event => { event.preventDefault(); void set(); }}>
            <Field
              name="clock-seconds" label="Seconds to add" hint="With a minus when this device's clock is ahead"
              value={seconds} onInput={setSeconds} error={error} inputMode="text" width="short"
            />
            <Button type="submit" variant="secondary">Set</Button>
          </form>
        )
        : <Button variant="secondary" small onClick={() => void compare()}>Compare now</Button>}
    </Panel>
  );
}

/** @param offset Milliseconds to add: positive if the device's clock is behind. */
function told(offset: number): string {
  if (offset === 0) return 'This device’s clock is right, as far as is known.';
  const seconds = Math.abs(offset) / 1_000;
  const shown = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  return `This device’s clock is ${shown} s ${offset > 0 ? 'behind' : 'ahead'}. Codes take account of it.`;
}
