import { MAXIMUM_PERIOD, type Algorithm, type Kind } from '../../core/entry';
import { Field } from '../parts/field';
import { Select } from '../parts/select';
import { ALGORITHM_NAME } from './figures';
import { FEWEST_DIGITS, type FigureErrors, MOST_DIGITS, type TypedFigures } from './typed-figures';

const DIGITS = Array.from({ length: MOST_DIGITS - FEWEST_DIGITS + 1 }, (_, more) => String(FEWEST_DIGITS + more));
const ALGORITHMS = Object.entries(ALGORITHM_NAME).map(([value, label]) => ({ value, label }));

interface FigureFieldsProps {
  readonly kind: Kind;
  readonly typed: TypedFigures;
  readonly errors: FigureErrors;
  readonly onTyped: (change: Partial<TypedFigures>) => void;
}

export function FigureFields({ kind, typed, errors, onTyped }: FigureFieldsProps) {
  // A number from a file can be kept, even if it cannot be chosen here.
  const digits = DIGITS.includes(typed.digits) ? DIGITS : [typed.digits, ...DIGITS];
  return (
    <>
      {kind !== 'steam' && (
        <>
          <Select
            name="algorithm" label="Algorithm" value={typed.algorithm} options={ALGORITHMS}
            onChange={value => onTyped({ algorithm: value as Algorithm })}
          />
          <Select
            name="digits" label="Digits" value={typed.digits} options={digits.map(value => ({ value, label: value }))}
            onChange={value => onTyped({ digits: value })}
          />
        </>
      )}
      {kind === 'totp' && (
        <Field
          name="period" label="Seconds that a code lasts"
          hint={`1 to ${MAXIMUM_PERIOD.toLocaleString('en')}; usually 30.`} value={typed.period}
          onInput={period => onTyped({ period })} error={errors.period} inputMode="numeric" width="short"
          autoComplete="off"
        />
      )}
      {kind === 'hotp' && (
        <Field
          name="counter" label="Counter of the next code" value={typed.counter}
          onInput={counter => onTyped({ counter })} error={errors.counter} inputMode="numeric" width="medium"
          autoComplete="off"
        />
      )}
    </>
  );
}
