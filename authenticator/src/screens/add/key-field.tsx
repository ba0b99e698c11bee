// The box for a backup key. It reports the first invalid character at once and offers letters that may be meant.
import { useRef } from 'preact/hooks';
import { readTypedKey } from '../../core/typed-key';
import { Button } from '../parts/button';
import { corrected } from './by-hand';
import { beginsWithAddress } from './received';

interface KeyFieldProps {
  readonly value: string;
  /** From the last attempt to add. Messages during typing replace it. */
  readonly error: string | undefined;
  readonly onInput: (value: string) => void;
}

export function KeyField({ value, error, onInput }: KeyFieldProps) {
  const box = useRef<HTMLInputElement>(null);
  const key = readTypedKey(value);
  // The beginning of an address is not reported as a bad key; a whole address is handled as one.
  const address = beginsWithAddress(value);
  const wrong = key.outcome === 'empty' || address ? error : key.outcome === 'accepted' ? undefined : key.message;
  const letters = key.outcome === 'bad_character' && !address
    ? [...(key.suggestion ?? '')].map(letter => ({ letter, position: key.position }))
    : [];

  return (
    <div class={wrong === undefined ? 'field' : 'field field-wrong'}>
      <label class="label" for="key">Backup key</label>
      <p class="hint" id="key-hint">
        The letters and digits beside the QR code. Spaces and small letters do not matter. A whole otpauth address may
        stand here too.
      </p>
      <div class="key-help" role="status">
        {wrong !== undefined && <p class="error" id="key-error"><span class="hidden-text">Error: </span>{wrong}</p>}
        {wrong === undefined && key.outcome === 'accepted' && key.looksIncomplete && <p class="hint">{key.message}</p>}
      </div>
      {letters.length > 0 && (
        <div class="key-letters">
          {letters.map(({ letter, position }) => (
            <Button
              key={letter} variant="secondary" small
              onClick={() => { onInput(corrected(value, position, letter)); box.current?.focus(); }}
            >Change it to {letter}</Button>
          ))}
        </div>
      )}
      <div class="control">
        <input
          ref={box} class="input key-input" id="key" name="key" type="text" value={value}
          onInput={event => onInput(event.currentTarget.value)}
          autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck={false}
          aria-describedby={wrong === undefined ? 'key-hint' : 'key-hint key-error'} aria-invalid={wrong !== undefined}
        />
      </div>
    </div>
  );
}
