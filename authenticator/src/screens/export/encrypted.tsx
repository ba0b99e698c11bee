import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../core/entry';
import { deviceTime } from '../../edges/device';
import type { TextFile } from '../../edges/save';
import { vault } from '../../vault/vault';
import { focusFirstWrong } from '../add/focus-first-wrong';
import { fullName } from '../import/candidates';
import { type NewPasswordErrors, objections } from '../lock/new-password';
import { NewPasswordFields } from '../lock/new-password-fields';
import { Button } from '../parts/button';
import { LinkButton } from '../parts/link-button';
import { Notice } from '../parts/notice';
import { writeBackup } from './encrypted-backup';
import { backupName } from './file-name';
import { FileToKeep } from './file-to-keep';

type Stage =
  | { readonly at: 'asking'; readonly trouble?: string }
  | { readonly at: 'writing' }
  | { readonly at: 'checking' }
  | { readonly at: 'keeping'; readonly file: TextFile; readonly begun: number }
  | { readonly at: 'done'; readonly file: TextFile; readonly begun: number };

export function Encrypted({ entries, onBack }: { readonly entries: readonly Entry[]; readonly onBack: () => void }) {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [errors, setErrors] = useState<NewPasswordErrors>({});
  const [stage, setStage] = useState<Stage>({ at: 'asking' });
  const running = useRef<AbortController>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => { if (Object.keys(errors).length > 0) focusFirstWrong(form.current); }, [errors]);
  useEffect(() => () => running.current?.abort(), []);
  useLayoutEffect(() => { if (stage.at === 'done') heading.current?.focus(); }, [stage]);

  async function write(event: Event): Promise<void> {
    event.preventDefault();
    const wrong = objections(password, repeated);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const own = running.current = new AbortController();
    // The start counts, because entries that another window adds in the meantime are not in the file. By the device's
    // clock, which also dates the newest entry: the two are compared.
    const begun = deviceTime();
    setStage({ at: 'writing' });
    try {
      const backup = await writeBackup(entries, password, () => setStage({ at: 'checking' }), own.signal);
      if (backup.outcome === 'differs') {
        return setStage({
          at: 'asking',
          trouble:
            `The file did not read back as it should, so it was not saved. It is about ${named(backup.entries)}. `
            + 'Save these as a list of addresses, remove them, and try again.',
        });
      }
      setStage({
        at: 'keeping',
        file: { name: backupName(new Date(deviceTime()), 'json'), text: backup.text, type: 'application/json' }, begun,
      });
    } catch (error) {
      if (!own.signal.aborted) {
        setStage({
          at: 'asking', trouble: `The backup could not be made. ${error instanceof Error ? error.message : ''}`.trim(),
        });
      }
    }
  }

  if (stage.at === 'keeping') {
    const kept = async (): Promise<void> => {
      await vault.change({ lastBackupAt: stage.begun });
      setStage({ ...stage, at: 'done' });
    };
    return <FileToKeep file={stage.file} onKept={() => void kept()} onBack={() => setStage({ at: 'asking' })} />;
  }
  if (stage.at === 'done') {
    return (
      <div class="flow">
        <h1 ref={heading} tabIndex={-1}>Done</h1>
        <Notice kind="ok" title="The backup was written and read back">
          <p>
            All {entries.length === 1 ? '1 account' : `${entries.length} accounts`} in it are as they are here. The
            file is “{stage.file.name}”.
          </p>
        </Notice>
        <p>
          Keep it away from this device, and its password away from it: a password manager, or a note at home. Without
          the password nobody can open it.
        </p>
        <div class="actions">
          <LinkButton href="#/" variant="primary">Show the codes</LinkButton>
          <Button variant="secondary" onClick={() => setStage({ ...stage, at: 'keeping' })}>Save it once more</Button>
        </div>
      </div>
    );
  }
  if (stage.at !== 'asking') {
    return (
      <>
        <h1>Encrypted backup</h1>
        <div class="busy" role="status">
          <progress class="busy-bar" aria-label="Making the backup" />
          <p>{stage.at === 'writing' ? 'Encrypting.' : 'Reading it back.'}</p>
        </div>
        <div class="actions">
          <Button variant="secondary" onClick={() => { running.current?.abort(); setStage({ at: 'asking' }); }}>
            Stop
          </Button>
        </div>
      </>
    );
  }
  return (
    <form ref={form} class="flow" onSubmit={event => void write(event)} noValidate>
      <h1>Encrypted backup</h1>
      {stage.trouble !== undefined && (
        <div role="alert"><Notice kind="danger" title="No backup was made"><p>{stage.trouble}</p></Notice></div>
      )}
      <p class="lead">
        Choose a password for the file. It need not be the one of this app. The file may lie about for years where
        anybody can try passwords on it: make it long.
      </p>
      <NewPasswordFields
        password={password} repeated={repeated} errors={errors} onPassword={setPassword} onRepeated={setRepeated}
      />
      <div class="actions">
        <Button type="submit" variant="primary">Save the backup</Button>
        <Button variant="plain" onClick={onBack}>Back</Button>
      </div>
    </form>
  );
}

/** Names to list at most. */
const NAMED = 3;

function named(entries: readonly Entry[]): string {
  const rest = entries.length - NAMED;
  return entries.slice(0, NAMED).map(entry => `“${fullName(entry)}”`).join(', ')
    + (rest > 0 ? ` and ${rest} more` : '');
}
