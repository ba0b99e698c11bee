// The export: encrypted by default; other kinds only after a warning and the password.
import { useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { BackLink } from '../parts/back-link';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { EmptyState } from '../parts/empty-state';
import { LinkButton } from '../parts/link-button';
import { Addresses } from './addresses';
import { Door } from './door';
import { Encrypted } from './encrypted';
import { GoogleCodes } from './google-codes';
import { allowPrinting } from './printing-allowed';
import '../../looks/add.css';
import '../../looks/transfer.css';

type Way = 'encrypted' | 'google' | 'addresses' | 'print';

const WAYS: readonly { readonly way: Way; readonly label: string; readonly hint: string }[] = [
  {
    way: 'encrypted', label: 'Encrypted backup',
    hint: 'A file that only its password opens. This app, sparekey-auth and Aegis read it.',
  },
  {
    way: 'google', label: 'QR codes for Google Authenticator',
    hint: 'To scan from another phone. Other apps read them too.',
  },
  { way: 'print', label: 'A page to print', hint: 'A QR code and the backup key of each account, for a safe.' },
  {
    way: 'addresses', label: 'A list of addresses',
    hint: 'Plain text, one otpauth address a line. Nearly every app reads it.',
  },
];

export function ExportScreen() {
  const [chosen, setChosen] = useState<Way>('encrypted');
  const [way, setWay] = useState<Way>();
  const [proved, setProved] = useState(false);
  const entries = vault.entries.value;

  function back(): void {
    setWay(undefined);
    setProved(false);
  }

  function prove(): void {
    if (way === 'print') {
      allowPrinting();
      location.hash = '#/print';
    } else {
      setProved(true);
    }
  }

  return (
    <>
      <BackLink href="#/settings" text="Settings" />
      <div class="sheet">
        {entries.length === 0 && (
          <EmptyState icon="codes" title="There is nothing to export">
            <p>Add an account first.</p>
            <LinkButton href="#/add">Add an account</LinkButton>
          </EmptyState>
        )}
        {entries.length > 0 && way === undefined && (
          <form class="flow" onSubmit={event => { event.preventDefault(); setWay(chosen); }}>
            <h1>Export</h1>
            <p class="lead">
              {entries.length === 1 ? '1 account' : `${entries.length} accounts`}. Nothing is sent anywhere: the export
              stays on this device until you move it.
            </p>
            <fieldset class="field choices">
              <legend class="label">What do you want?</legend>
              <div class="choices-list">
                {WAYS.map(each => (
                  <Choice
                    key={each.way} type="radio" name="way" id={`way-${each.way}`} value={each.way} label={each.label}
                    hint={each.hint} checked={chosen === each.way} onChange={() => setChosen(each.way)}
                  />
                ))}
              </div>
            </fieldset>
            <div class="actions"><Button type="submit" variant="primary">Continue</Button></div>
          </form>
        )}
        {entries.length > 0 && way === 'encrypted' && <Encrypted entries={entries} onBack={back} />}
        {entries.length > 0 && way !== undefined && way !== 'encrypted' && !proved && (
          <Door onProved={prove} onBack={back} />
        )}
        {entries.length > 0 && way === 'addresses' && proved && <Addresses entries={entries} onBack={back} />}
        {entries.length > 0 && way === 'google' && proved && <GoogleCodes entries={entries} onBack={back} />}
      </div>
    </>
  );
}
