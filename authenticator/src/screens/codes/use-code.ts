import { useEffect, useState } from 'preact/hooks';
import { codeAt } from '../../core/codes';
import { DEFAULT_PERIOD, type KeptEntry } from '../../core/entry';
import { stepOf } from './steps';

/** Steam's period is fixed, whatever the address says. */
export function periodOf({ kind, period }: Pick<KeptEntry, 'kind' | 'period'>): number {
  return kind === 'steam' ? DEFAULT_PERIOD : period;
}

export interface TimedCode {
  readonly step: bigint;
  readonly code: string;
}

/**
 * The code of the current step and, if wanted, of the next. Null while not wanted, and until the first code is
 * computed. Afterwards the previous code stays until the new one is computed.
 */
export function useCode(entry: KeptEntry, wanted: boolean, ahead: 0n | 1n = 0n): TimedCode | null {
  const step = wanted ? stepOf(periodOf(entry)).value : null;
  const [made, setMade] = useState<TimedCode | null>(null);
  useEffect(() => {
    if (step === null) return setMade(null);
    let current = true;
    void codeAt(entry, step + ahead).then(code => { if (current) setMade({ step, code }); });
    return () => { current = false; };
  }, [entry.secret, entry.algorithm, entry.digits, entry.kind, step, ahead]);
  return step === null ? null : made;
}
