import { vault } from '../../vault/vault';
import { Choice } from '../parts/choice';
import { Panel } from '../parts/panel';
import { Select } from '../parts/select';

/** Seconds. */
const TIMES = [
  { value: '30', label: '30 seconds' },
  { value: '60', label: '1 minute' },
  { value: '300', label: '5 minutes' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '0', label: 'Never' },
] as const;

const SWITCHES = [
  {
    key: 'blurWhenHidden', label: 'Blur codes when the window is out of sight',
    hint: 'Nothing to read in the pictures of open windows.',
  },
  {
    key: 'blurBehindAnother', label: 'Blur codes when another window is in front',
    hint: 'Also while you type a code into a site beside this window.',
  },
  { key: 'hideCodes', label: 'Cover codes until tapped', hint: 'A tap shows one for 20 seconds, the next copies it.' },
  {
    key: 'showNextCode', label: 'Show the next code in the last seconds',
    hint: 'For slow sites: it is valid in a moment.',
  },
  { key: 'keyShortcuts', label: 'Keyboard shortcuts of one letter', hint: 'Press ? on the list of codes to see them.' },
] as const;

export function DisplaySettings() {
  const settings = vault.settings.value;
  const seconds = String(settings.autoLockSeconds);
  // A time from an older or newer release is kept.
  const times =
    TIMES.some(time => time.value === seconds) ? TIMES : [...TIMES, { value: seconds, label: `${seconds} seconds` }];
  return (
    <Panel title="Locking and display">
      <Select
        name="auto-lock" label="Lock when not touched for" value={seconds} options={times}
        onChange={value => void vault.change({ autoLockSeconds: Number(value) })}
      />
      <div class="choices-list">
        {SWITCHES.map(({ key, label, hint }) => (
          <Choice
            key={key} type="checkbox" name={key} id={key} label={label} hint={hint} checked={settings[key]}
            onChange={() => void vault.change({ [key]: !settings[key] })}
          />
        ))}
      </div>
    </Panel>
  );
}
