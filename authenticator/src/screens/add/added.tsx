import { useLayoutEffect, useRef } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { fullName } from '../import/candidates';
import { Button } from '../parts/button';
import { LinkButton } from '../parts/link-button';
import { FirstCode } from './first-code';

interface AddedProps {
  readonly entry: KeptEntry;
  /** The account was there before; nothing was changed. */
  readonly before: boolean;
  readonly onMore: () => void;
}

export function Added({ entry, before, onMore }: AddedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);

  return (
    <div class="flow">
      <h1 ref={heading} tabIndex={-1}>{before ? 'Already there' : 'Added'}</h1>
      <p class="lead">
        {before ? <>{fullName(entry)} was here before, with the same key. Nothing was changed.</> : fullName(entry)}
      </p>
      {entry.kind === 'hotp' ? <p>Ask for its first code on the list of codes.</p> : <FirstCode otp={entry} />}
      {entry.kind !== 'hotp' && !before && <p class="hint">If the site asks for a code to finish, type this one.</p>}
      <div class="actions">
        <LinkButton href="#/" variant="primary">Show the codes</LinkButton>
        <Button variant="secondary" onClick={onMore}>Add another</Button>
      </div>
    </div>
  );
}
