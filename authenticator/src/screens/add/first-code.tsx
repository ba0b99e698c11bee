// The code of a key that is not stored yet, to compare with another app or to type into the site.
import { useEffect, useState } from 'preact/hooks';
import { codeAt, secondsLeft, stepAt } from '../../core/codes';
import type { Otp } from '../../core/entry';
import { spacedCode } from '../../core/spaced';
import { now } from '../../edges/clock';
import { spokenCode } from '../codes/spoken';

export function FirstCode({ otp }: { readonly otp: Otp }) {
  const [shown, setShown] = useState<{ readonly code: string; readonly left: number }>();

  useEffect(() => {
    let left = false;
    async function show(): Promise<void> {
      const at = now();
      const code = await codeAt(otp, stepAt(otp, at));
      if (!left) setShown({ code, left: secondsLeft(otp, at) });
    }
    void show();
    const timer = setInterval(() => void show(), 1000);
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [otp]);

  // A shown counter code is never made again, so the first one waits until the key is stored.
  if (otp.kind === 'hotp') {
    return <p class="hint">This key counts up with each use. Its first code is shown after it was added.</p>;
  }
  const digits = shown ? spacedCode(shown.code) : '';
  return (
    <div class="first-code">
      <p class="first-code-label">{shown ? <>Code now, for {shown.left} s more</> : 'Code now'}</p>
      <p class="first-code-digits">
        <span class="hidden-text">{spokenCode(digits)}</span>
        <span aria-hidden="true">{digits}</span>
      </p>
    </div>
  );
}
