// The pictures for Google Authenticator, one at a time, ten accounts each, and the accounts that the format cannot
// carry.
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../core/entry';
import { writeMigration, type WhyLeftOut } from '../../core/migration';
import { randomInt32 } from '../../edges/device';
import { fullName } from '../import/candidates';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { QrPicture } from './qr-picture';

const WHY: Readonly<Record<WhyLeftOut, string>> = {
  steam: 'Steam codes are not part of that format.',
  digits: 'It carries codes of 6 and 8 digits only.',
  period: 'It carries no period: a code would change every 30 s, and the site would refuse it.',
  length: 'Its key and names are too long for a QR code.',
  counter: 'Its counter is larger than that format can carry.',
};

export function GoogleCodes({ entries, onBack }: { readonly entries: readonly Entry[]; readonly onBack: () => void }) {
  // A number for this export, so that its parts are not mixed with those of another.
  const { uris, leftOut } = useMemo(() => writeMigration(entries, randomInt32()), [entries]);
  const [place, setPlace] = useState(0);
  const uri = uris[place];
  const where = useRef<HTMLParagraphElement>(null);

  function show(next: number): void {
    setPlace(next);
    // The pressed button disappears at either end.
    if (next === 0 || next === uris.length - 1) where.current?.focus();
  }

  return (
    <div class="flow">
      <h1>QR codes for Google Authenticator</h1>
      {uri === undefined
        ? (
          <Notice kind="warn" title="Nothing to show">
            <p>None of these accounts can be carried by that format. Use the list of addresses.</p>
          </Notice>
        )
        : (
          <>
            <p ref={where} tabIndex={-1} role="status">
              {uris.length === 1 ? '1 code' : `Code ${place + 1} of ${uris.length}`}. In the other app choose Transfer
              accounts, then Import accounts, and scan it.
            </p>
            <QrPicture text={uri} large label={uris.length === 1
              ? 'QR code of the export'
              : `QR code ${place + 1} of ${uris.length} of the export`} />
            {uris.length > 1 && (
              <div class="actions">
                {place + 1 < uris.length && (
                  <Button variant="primary" onClick={() => show(place + 1)}>Next code</Button>
                )}
                {place > 0 && <Button variant="secondary" onClick={() => show(place - 1)}>Previous code</Button>}
              </div>
            )}
          </>
        )}
      {leftOut.length > 0 && (
        <Notice kind="warn" title={leftOut.length === 1
          ? '1 account is not in these codes'
          : `${leftOut.length} accounts are not in these codes`}>
          <ul class="left-out">
            {leftOut.map(({ entry, why }, index) => <li key={index}>{fullName(entry)}: {WHY[why]}</li>)}
          </ul>
        </Notice>
      )}
      <div class="actions"><Button variant="plain" onClick={onBack}>Back to the kinds of export</Button></div>
    </div>
  );
}
