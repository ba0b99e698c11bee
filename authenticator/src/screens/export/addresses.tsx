import { useState } from 'preact/hooks';
import type { Entry } from '../../core/entry';
import { deviceTime } from '../../edges/device';
import type { TextFile } from '../../edges/save';
import { writeUriList } from '../../formats/uri-list';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { backupName } from './file-name';
import { FileToKeep } from './file-to-keep';

export function Addresses({ entries, onBack }: { readonly entries: readonly Entry[]; readonly onBack: () => void }) {
  const [keeping, setKeeping] = useState<TextFile>();
  const [saved, setSaved] = useState<string>();

  if (keeping) {
    return (
      <FileToKeep
        file={keeping} onKept={() => { setSaved(keeping.name); setKeeping(undefined); }}
        onBack={() => setKeeping(undefined)}
      />
    );
  }
  return (
    <div class="flow">
      <h1>A list of addresses</h1>
      <p class="lead">
        {entries.length === 1 ? '1 line' : `${entries.length} lines`} of plain text. Notes, groups and favourites are
        not in it.
      </p>
      <div role="status">
        {saved !== undefined && (
          <Notice kind="ok" title="Saved">
            <p>Delete “{saved}” when the other app has read it: it is not encrypted.</p>
          </Notice>
        )}
      </div>
      <div class="actions">
        <Button variant="primary" onClick={() => setKeeping({
          name: backupName(new Date(deviceTime()), 'txt'), text: writeUriList(entries), type: 'text/plain',
        })}>{saved === undefined ? 'Save the list' : 'Save it once more'}</Button>
        <Button variant="plain" onClick={onBack}>Back</Button>
      </div>
    </div>
  );
}
