// The form for a typed backup key. It helps during typing, and the rarely needed fields stay folded.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry, Kind } from '../../core/entry';
import { readTypedKey } from '../../core/typed-key';
import { warningMessage } from '../../formats/words';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Field } from '../parts/field';
import { NOTHING_TYPED, readByHand, type Box, type Typed } from './by-hand';
import { FigureFields } from './figure-fields';
import { FirstCode } from './first-code';
import { focusFirstWrong } from './focus-first-wrong';
import { KeyField } from './key-field';
import { beginsWithAddress } from './received';

interface ByHandFormProps {
  /** A key that was pasted elsewhere on the screen. */
  readonly pasted: string;
  readonly onAdd: (entry: Entry) => void;
  /** Called for a whole address in the box for a key. */
  readonly onAddress: (text: string) => void;
}

const KINDS: readonly { readonly kind: Kind; readonly label: string; readonly hint: string }[] = [
  { kind: 'totp', label: 'By the time', hint: 'What nearly every site uses.' },
  { kind: 'hotp', label: 'By a counter', hint: 'Each code is used once, in order.' },
  { kind: 'steam', label: 'Steam', hint: 'Five letters and digits.' },
];

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
    // A message in a closed fold would not be seen.
    if (wrong.digits !== undefined || wrong.period !== undefined || wrong.counter !== undefined) setAdvanced(true);
  }

  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => { if (Object.keys(errors).length > 0) focusFirstWrong(form.current); }, [errors]);

  return (
    <form ref={form} class="flow" onSubmit={add} noValidate>
      <KeyField value={typed.key} error={errors.key} onInput={value => put({ key: value })} />
      <Field
        name="issuer" label="Site" hint="Such as Sparekey." value={typed.issuer} onInput={issuer => put({ issuer })}
        error={errors.name} autoComplete="off"
      />
      <Field
        name="account" label="Account" hint="Such as your email address there." value={typed.account}
        onInput={account => put({ account })} autoComplete="off"
      />
      <details class="advanced" open={advanced} onToggle={event => setAdvanced(event.currentTarget.open)}>
        <summary>Advanced</summary>
        <div class="flow">
          <p class="hint">Change these only when the site says so.</p>
          <fieldset class="field choices">
            <legend class="label">How the code changes</legend>
            <div class="choices-list">
              {KINDS.map(({ kind, label, hint }) => (
                <Choice
                  key={kind} type="radio" name="kind" id={`kind-${kind}`} value={kind} label={label} hint={hint}
                  checked={typed.kind === kind} onChange={() => put({ kind })}
                />
              ))}
            </div>
          </fieldset>
          <FigureFields kind={typed.kind} typed={typed} errors={errors} onTyped={put} />
        </div>
      </details>
      {reading.outcome === 'made' && reading.warnings.includes('short_key') && (
        <p class="hint">{warningMessage('short_key')}</p>
      )}
      {key.outcome === 'accepted' && reading.outcome === 'made' && <FirstCode otp={reading.entry} />}
      <div class="actions">
        <Button type="submit" variant="primary">Add</Button>
      </div>
    </form>
  );
}
