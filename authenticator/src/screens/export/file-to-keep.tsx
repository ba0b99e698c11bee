// A file that leaves the app. It counts as saved after it was read back from its place, or after the person confirms
// it.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { download, save, type Saved, type TextFile } from '../../edges/save';
import { Button } from '../parts/button';

interface FileToKeepProps {
  readonly file: TextFile;
  readonly onKept: () => void;
  readonly onBack: () => void;
}

export function FileToKeep({ file, onKept, onBack }: FileToKeepProps) {
  const [saved, setSaved] = useState<Exclude<Saved, 'kept'>>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void keep(save), []);
  useLayoutEffect(() => { if (saved !== undefined) heading.current?.focus(); }, [saved]);

  async function keep(way: typeof save | typeof download): Promise<void> {
    setSaved(undefined);
    let answer: Saved = 'not_kept';
    try {
      answer = await way(file);
    } finally {
      if (answer === 'kept') onKept();
      else setSaved(answer);
    }
  }

  if (saved === undefined) {
    return (
      <div class="busy" role="status">
        <progress class="busy-bar" aria-label="Saving" />
        <p>Saving “{file.name}”.</p>
      </div>
    );
  }
  if (saved === 'handed_over') {
    return (
      <div class="flow">
        <h1 ref={heading} tabIndex={-1}>Is the file there?</h1>
        <p class="lead">
          Your browser was given “{file.name}” as a download, and does not say whether it kept it. Look for it among the
          downloads.
        </p>
        <div class="actions">
          <Button variant="primary" onClick={onKept}>Yes, it is there</Button>
          <Button variant="secondary" onClick={() => void keep(save)}>No, save it once more</Button>
        </div>
      </div>
    );
  }
  const { title, text } = NOT_YET[saved];
  return (
    <div class="flow">
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      <p class="lead">{text}</p>
      <div class="actions">
        <Button variant="primary" onClick={() => void keep(save)}>Choose a place</Button>
        {saved !== 'press_again' && (
          <Button variant="secondary" onClick={() => void keep(download)}>Download it instead</Button>
        )}
        <Button variant="plain" onClick={onBack}>Back</Button>
      </div>
    </div>
  );
}

const NOT_YET: Readonly<Record<Exclude<Saved, 'kept' | 'handed_over'>, {
  readonly title: string; readonly text: string;
}>> = {
  not_kept: {
    title: 'Nothing was saved', text: 'You cancelled, or the file could not be written there. Choose a place for it.',
  },
  differs: {
    title: 'The file is not whole',
    text: 'What lies there is not what was written. Delete it, and choose another place.',
  },
  press_again: { title: 'The file is ready', text: 'It is not saved yet. Choose a place for it.' },
};
