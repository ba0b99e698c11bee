// The key as text and QR code. Requires the password, and is shown only until the person leaves this screen or hides
// the key.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { formatOtpAuth } from '../../core/otpauth';
import { copy } from '../../edges/clipboard';
import { QrPicture } from '../export/qr-picture';
import { Prove } from '../lock/prove';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { say } from '../parts/said';

export function KeyBehindDoor({
  entry, groups,
}: { readonly entry: KeptEntry; readonly groups: () => readonly string[] }) {
  const [stage, setStage] = useState<'shut' | 'asking' | 'shown'>('shut');
  const key = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => { if (stage === 'shown') key.current?.focus(); }, [stage]);

  if (stage === 'shut') {
    return (
      <>
        <p class="muted">With it, anybody can make these codes. It is shown after your password.</p>
        <div class="entry-part-action">
          <Button variant="secondary" onClick={() => setStage('asking')}><Icon name="qr" />Show key and QR code</Button>
        </div>
      </>
    );
  }
  if (stage === 'asking') {
    return <Prove action="Show the key" onProved={() => setStage('shown')} onCancel={() => setStage('shut')} />;
  }
  const parts = groups();
  return (
    <>
      <div ref={key} class="key-pair" tabIndex={-1}>
        <QrPicture text={formatOtpAuth(entry)} label="QR code of the backup key that follows as text" />
        <div class="secret">
          <p class="secret-label" id="secret-label">Backup key</p>
          <p class="secret-value" id="secret">{parts.map((part, index) => (
            <span key={index} class="secret-group">{part}{index + 1 < parts.length && ' '}</span>
          ))}</p>
          <div class="secret-tools">
            <Button variant="secondary" small onClick={() => void copyKey(parts.join(''))}>
              <Icon name="copy" />Copy
            </Button>
            <Button variant="plain" small onClick={() => setStage('shut')}>Hide</Button>
          </div>
        </div>
      </div>
      {entry.kind === 'hotp' && (
        <p class="muted">
          Another app that takes this key goes on from the same counter: after its first code, use only one of the two.
        </p>
      )}
    </>
  );
}

async function copyKey(key: string): Promise<void> {
  say(await copy(key) === 'copied'
    ? 'Copied. It stays on the clipboard until you copy something else.'
    : 'Not copied: the browser does not allow it here');
}
