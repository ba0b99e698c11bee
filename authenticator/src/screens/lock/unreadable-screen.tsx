import { useState } from 'preact/hooks';
import type { TextFile } from '../../edges/save';
import { vault } from '../../vault/vault';
import { FileToKeep } from '../export/file-to-keep';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Notice } from '../parts/notice';
import { ChoosePassword } from './choose-password';

/**
 * The accounts are here, but the record that opens them is unreadable. Nothing is deleted before it was saved or its
 * owner agrees.
 */
export function UnreadableScreen() {
  const [file, setFile] = useState<TextFile>();
  const [saved, setSaved] = useState(false);
  const [letGo, setLetGo] = useState(false);

  async function keep(): Promise<void> {
    setFile({ name: 'unreadable-accounts.json', text: await vault.unreadableExport(), type: 'application/json' });
  }

  if (file) {
    return (
      <div class="sheet"><FileToKeep
        file={file} onKept={() => { setSaved(true); setFile(undefined); }} onBack={() => setFile(undefined)}
      /></div>
    );
  }
  return (
    <div class="sheet">
      <h1>The accounts are here, but cannot be opened</h1>
      <p class="lead">
        Nothing was deleted. The part that says how to open them is damaged, or was written by a newer release of this
        app.
      </p>
      <Notice kind="info" title="What you can do">
        <p>Load the app again: a newer release may open them.</p>
        <p>Save everything that is here to a file. It stays encrypted, for somebody who may mend it.</p>
        <p>
          With a backup, start again and import it with its own password. Without one, sign in to each site in another
          way, such as a recovery code, and set up its authenticator again.
        </p>
      </Notice>
      <div class="actions">
        <Button variant="primary" onClick={() => void keep()}>
          {saved ? 'Save it once more' : 'Save everything to a file'}
        </Button>
        <Button variant="secondary" onClick={() => location.reload()}>Load again</Button>
      </div>
      <h2>Start again</h2>
      {saved
        ? <p>What is here is deleted with the new password. You have saved it.</p>
        : (
          <>
            <p>That deletes what is here. Save it first.</p>
            <Choice
              type="checkbox" name="let-go" id="let-go" value="yes" label="Delete it without saving it" checked={letGo}
              onChange={() => setLetGo(!letGo)}
            />
          </>
        )}
      {(saved || letGo) && <ChoosePassword givingUp />}
    </div>
  );
}
