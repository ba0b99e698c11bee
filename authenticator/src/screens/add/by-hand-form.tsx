// The backup key, typed: help comes while it is typed, the figures stay folded away until somebody needs them.
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAXIMUM_PERIOD, type Algorithm, type Entry, type Kind } from '../../core/entry';
import { readTypedKey } from '../../core/typed-key';
import { warningMessage } from '../../formats/words';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Field } from '../parts/field';
import { Select } from '../parts/select';
import { FEWEST_DIGITS, MOST_DIGITS, NOTHING_TYPED, readByHand, type Box, type Typed } from './by-hand';
import { ALGORITHM_NAME } from './figures';
import { FirstCode } from './first-code';
import { focusFirstWrong } from './focus-first-wrong';
import { KeyField } from './key-field';
import { beginsWithAddress } from './received';

interface ByHandFormProps {
  /** A key that was pasted elsewhere on the screen. */
  readonly pasted: string;
  readonly onAdd: (entry: Entry) => void;
  /** A whole address was put where a key was expected. */
  readonly onAddress: (text: string) => void;
}

const KINDS: readonly { readonly kind: Kind; readonly label: string; readonly hint: string }[] = [
  { kind: 'totp', label: 'By the time', hint: 'What nearly every site uses.' },
  { kind: 'hotp', label: 'By a counter', hint: 'Each code is used once, in order.' },
  { kind: 'steam', label: 'Steam', hint: 'Five letters and digits.' },
];

const DIGITS = Array.from({ length: MOST_DIGITS - FEWEST_DIGITS + 1 }, (_, more) => String(FEWEST_DIGITS + more));

export function ByHandForm({ pasted, onAdd, onAddress }: ByHandFormProps) {
  const [typed, setTyped] = useState<Typed>({ ...NOTHING_TYPED, key: pasted });
  const [errors, setErrors] = useState<Partial<Record<Box, string>>>({});
  const [advanced, setAdvanced] = useState(false);
  const reading = readByHand(typed);
  const key = readTypedKey(typed.key);

  function put(change: Partial<Typed>): void {
    setTyped({ ...typed, ...change });
    setErrors({});
  }

  function add(event: Event): void {
    event.preventDefault();
    if (beginsWithAddress(typed.key)) onAddress(typed.key);
    else if (reading.outcome === 'made') onAdd(reading.entry);
    else refuse(reading.errors);
  }

  function refuse(wrong: Partial<Record<Box, string>>): void {
    setErrors(wrong);
    // A message in a fold that is shut would not be seen.
    if (wrong.digits !== undefined || wrong.period !== undefined || wrong.counter !== undefined) setAdvanced(true);
  }

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => { if (Object.keys(errors).length > 0) focusFirstWrong(form.current); }, [errors]);

  return (
    <form ref={form} class="flow" onSubmit={add} noValidate>
      <KeyField value={typed.key} error={errors.key} onInput={value => put({ key: value })} />
      <Field name="issuer" label="Site" hint="Such as Sparekey." value={typed.issuer} onInput={issuer => put({ issuer })} error={errors.name} autoComplete="off" />
      <Field name="account" label="Account" hint="Such as your email address there." value={typed.account} onInput={account => put({ account })} autoComplete="off" />
      <details class="advanced" open={advanced} onToggle={event => setAdvanced(event.currentTarget.open)}>
        <summary>Advanced</summary>
        <div class="flow">
          <p class="hint">Change these only when the site says so.</p>
          <fieldset class="field choices">
            <legend class="label">How the code changes</legend>
            <div class="choices-list">
              {KINDS.map(({ kind, label, hint }) => (
                <Choice key={kind} type="radio" name="kind" id={`kind-${kind}`} value={kind} label={label} hint={hint} checked={typed.kind === kind} onChange={() => put({ kind })} />
              ))}
            </div>
          </fieldset>
          {typed.kind !== 'steam' && (
            <>
              <Select name="algorithm" label="Algorithm" value={typed.algorithm} options={Object.entries(ALGORITHM_NAME).map(([value, label]) => ({ value, label }))} onChange={value => put({ algorithm: value as Algorithm })} />
              <Select name="digits" label="Digits" value={typed.digits} options={DIGITS.map(value => ({ value, label: value }))} onChange={digits => put({ digits })} />
            </>
          )}
          {typed.kind === 'totp' && (
            <Field name="period" label="Seconds that a code lasts" hint={`1 to ${MAXIMUM_PERIOD.toLocaleString('en')}; usually 30.`} value={typed.period} onInput={period => put({ period })} error={errors.period} inputMode="numeric" width="short" autoComplete="off" />
          )}
          {typed.kind === 'hotp' && (
            <Field name="counter" label="Counter of the next code" value={typed.counter} onInput={counter => put({ counter })} error={errors.counter} inputMode="numeric" width="medium" autoComplete="off" />
          )}
        </div>
      </details>
      {reading.outcome === 'made' && reading.warnings.includes('short_key') && <p class="hint">{warningMessage('short_key')}</p>}
      {key.outcome === 'accepted' && reading.outcome === 'made' && <FirstCode otp={reading.entry} />}
      <div class="actions">
        <Button type="submit" variant="primary">Add</Button>
      </div>
    </form>
  );
}
