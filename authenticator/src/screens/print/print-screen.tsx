// The page for a safe: a QR code and the backup key in groups for each account. Black on white, on the screen as on
// paper.
import { useState } from 'preact/hooks';
import type { Entry } from '../../core/entry';
import { keyInGroups } from '../../core/groups';
import { formatOtpAuth } from '../../core/otpauth';
import { deviceTime } from '../../edges/device';
import { vault } from '../../vault/vault';
import { figures } from '../add/figures';
import { QrPicture } from '../export/qr-picture';
import { takePrintingAllowed } from '../export/printing-allowed';
import { fullName } from '../import/candidates';
import { BackLink } from '../parts/back-link';
import { Button } from '../parts/button';
import { LinkButton } from '../parts/link-button';
import '../../looks/print.css';

export function PrintScreen() {
  // Kept while this screen is shown; lost on leaving, reloading or locking.
  const [allowed] = useState(takePrintingAllowed);
  const entries = vault.entries.value;

  if (!allowed) {
    return (
      <div class="sheet">
        <h1>A page to print</h1>
        <p class="lead">It shows every key in the clear, so it opens only from Export, with your password.</p>
        <div class="actions"><LinkButton href="#/export" variant="primary">Go to Export</LinkButton></div>
      </div>
    );
  }
  return (
    <>
      <BackLink href="#/export" text="Export" />
      <article class="paper">
        <header class="paper-head">
          <h1>Backup keys</h1>
          <p>
            {entries.length === 1
              ? '1 account'
              : `${entries.length} accounts`}, {new Date(deviceTime()).toLocaleDateString('en', {
                day: 'numeric', month: 'long', year: 'numeric',
              })}
          </p>
          <p>
            <strong>Keep it like cash.</strong> Whoever has this page has your codes. To restore an account, scan its
            code with an authenticator app, or type its backup key there.
          </p>
          <div class="no-print"><Button variant="primary" onClick={() => print()}>Print</Button></div>
        </header>
        {entries.map(entry => <PaperEntry key={entry.id} entry={entry} />)}
      </article>
    </>
  );
}

function PaperEntry({ entry }: { readonly entry: Entry }) {
  return (
    <section class="paper-entry">
      <QrPicture text={formatOtpAuth(entry)} label={`QR code of ${fullName(entry)}`} />
      <div class="paper-text">
        <h2>{entry.issuer || entry.account}</h2>
        {entry.issuer !== '' && entry.account !== '' && <p>{entry.account}</p>}
        <p class="paper-key">{keyInGroups(entry.secret)}</p>
        <p class="paper-figures">{figures(entry)}</p>
      </div>
    </section>
  );
}
