// Imports a file of another app, or of ours: choose, drop or paste; recognise; open; review; add.
import { useEffect, useRef, useState } from 'preact/hooks';
import { fileRefusalMessage, formatName } from '../../formats/words';
import { refuse, useGivenAnywhere } from '../add/anywhere';
import { BackLink } from '../parts/back-link';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { ChooseFile } from './choose-file';
import { FilePassword } from './file-password';
import { loadFile, pastedText, sortOut, type GivenFile } from './given-file';
import { fileOnItsWay, handOverPictures } from './handed-over';
import { LeftFiles } from './left-files';
import { readAway, type ImportStage } from './reading-away';
import { Review } from './review';
import '../../looks/add.css';

export function ImportScreen() {
  const [stage, setStage] = useState<ImportStage>({ at: 'choosing' });
  const [left, setLeft] = useState<readonly string[]>([]);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function read(file: GivenFile, password?: string): Promise<void> {
    running.current?.abort();
    const own = running.current = new AbortController();
    setStage({ at: 'reading', file, ...(stage.at === 'password' ? { format: stage.format } : {}) });
    const next = await readAway(file, password, own.signal);
    if (next && running.current === own) setStage(next);
  }

  async function take(files: readonly File[]): Promise<void> {
    const { pictures, file, left } = sortOut(files);
    if (pictures.length > 0) return handOverPictures(pictures, left);
    if (!file) return;
    setLeft(left);
    const loaded = await loadFile(file);
    switch (loaded) {
      case 'too_large': return setStage({ at: 'choosing', refused: { reason: 'too_large' } });
      case 'unreadable': return setStage({
        at: 'choosing', trouble: 'The file could not be loaded. It may have been moved: choose it again.',
      });
      default: return read(loaded);
    }
  }

  function again(): void {
    running.current?.abort();
    setStage({ at: 'choosing' });
  }

  const arrived = fileOnItsWay.value;
  useEffect(() => {
    if (!arrived) return;
    fileOnItsWay.value = undefined;
    setLeft(arrived.left);
    void read(arrived.file);
  }, [arrived]);

  const hovering = useGivenAnywhere(({ files, text, intoBox }) => {
    // Stray text must not replace a list under review.
    if (stage.at !== 'choosing') return refuse(files);
    if (files.length > 0) void take(files);
    else if (text !== '' && !intoBox) void read(pastedText(text));
    else return false;
    return true;
  });

  return (
    <>
      <BackLink href="#/add" text="Add an account" />
      <div class={hovering && stage.at === 'choosing' ? 'sheet sheet-drop' : 'sheet'}>
        <LeftFiles names={left} />
        {stage.at === 'choosing' && (
          <>
            <h1>Import</h1>
            <p class="lead">
              From another authenticator, or a backup of this one. The file is read on this device and goes nowhere.
            </p>
            {stage.refused && (
              <div role="alert">
                <Notice
                  kind="danger"
                  title={stage.refused.format ? `${formatName(stage.refused.format)}: not imported` : 'Not imported'}
                >
                  <p>{fileRefusalMessage(stage.refused.reason, stage.refused.format)}</p>
                </Notice>
              </div>
            )}
            {stage.trouble !== undefined && (
              <div role="alert"><Notice kind="danger" title="Not imported"><p>{stage.trouble}</p></Notice></div>
            )}
            <ChooseFile onFile={file => void take([file])} onText={text => void read(pastedText(text))} />
          </>
        )}
        {stage.at === 'reading' && (
          <>
            <h1>Import</h1>
            <div class="busy" role="status">
              <progress class="busy-bar" aria-label="Reading" />
              <p>{stage.format
                ? `Opening ${formatName(stage.format)}. Some files take half a minute on a phone.`
                : 'Reading the file.'}</p>
            </div>
            <div class="actions"><Button variant="secondary" onClick={again}>Stop</Button></div>
          </>
        )}
        {stage.at === 'password' && (
          <FilePassword
            key={stage.file.name} file={stage.file} format={stage.format} wrong={stage.wrong}
            onPassword={password => void read(stage.file, password)} onBack={again}
          />
        )}
        {stage.at === 'review' && (
          <Review
            format={stage.format} warnings={stage.warnings} items={stage.items} missingParts={stage.missingParts}
            onAgain={again}
          />
        )}
      </div>
    </>
  );
}
