import { useState } from 'preact/hooks';
import { Button } from '../parts/button';
import '../../looks/transfer.css';

interface ChooseFileProps {
  readonly onFile: (file: File) => void;
  readonly onText: (text: string) => void;
}

/** Where each app has its export, in the words of its own menus. */
const APPS: readonly { readonly app: string; readonly where: string }[] = [
  { app: 'Aegis', where: 'Settings, Import & Export, Export' },
  { app: '2FAS', where: 'Settings, 2FAS Backup, Export' },
  {
    app: 'Google Authenticator',
    where: 'Transfer accounts, Export accounts: scan its codes on the screen “Add an account”',
  },
  { app: 'Bitwarden', where: 'Settings, Vault options, Export vault: as .json, with a password of its own, or .csv' },
  { app: 'Bitwarden Authenticator', where: 'Settings, Export' },
  { app: 'Ente Auth', where: 'Settings, Data, Export codes' },
  { app: 'andOTP, FreeOTP+, Stratum', where: 'Menu, Backup or Export' },
];

export function ChooseFile({ onFile, onText }: ChooseFileProps) {
  const [text, setText] = useState('');

  return (
    <div class="flow">
      <div class="field">
        <label class="label" for="file">File</label>
        <p class="hint" id="file-hint">Or drop it anywhere on this page, or paste it.</p>
        <div class="file">
          {/* No list of file endings: phones grey out unknown ones, and the content determines the format. */}
          <input class="file-input" id="file" type="file" aria-describedby="file-hint" onChange={event => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = ''; // allows choosing the same file again
            if (file) onFile(file);
          }} />
        </div>
      </div>
      <details class="advanced">
        <summary>Paste text instead</summary>
        <form class="flow" onSubmit={event => { event.preventDefault(); if (text.trim() !== '') onText(text); }}>
          <div class="field">
            <label class="label" for="text">Text of an export</label>
            <textarea
              class="input" id="text" value={text} onInput={event => setText(event.currentTarget.value)}
              autocomplete="off" autocapitalize="none" spellcheck={false}
            />
          </div>
          <Button type="submit" variant="secondary">Read the text</Button>
        </form>
      </details>
      <details class="advanced">
        <summary>Where is the export in my old app?</summary>
        <dl class="apps">
          {APPS.map(({ app, where }) => <div key={app}><dt>{app}</dt><dd>{where}</dd></div>)}
        </dl>
      </details>
    </div>
  );
}
