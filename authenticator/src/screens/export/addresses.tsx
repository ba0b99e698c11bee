import { useState } from 'preact/hooks';
import type { Entry } from '../../core/entry';
import { save } from '../../edges/save';
import { writeUriList } from '../../formats/uri-list';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { backupName } from './file-name';

export function Addresses({ entries, onBack }: { readonly entries: readonly Entry[]; readonly onBack: () => void }) {
  const [saved, setSaved] = useState<string>();

  function write(): void {
    const name = backupName(new Date(), 'txt');
    save(name, writeUriList(entries), 'text/plain');
    setSaved(name);
  }

  return (
    <div class="flow">
      <h1>A list of addresses</h1>
      <p class="lead">{entries.length === 1 ? '1 line' : `${entries.length} lines`} of plain text. Notes, groups and favourites are not in it.</p>
      <div role="status">
        {saved !== undefined && <Notice kind="ok" title="Saved"><p>Your browser has “{saved}” among its downloads. Delete it when the other app has read it: it is not encrypted.</p></Notice>}
      </div>
      <div class="actions">
        <Button variant="primary" onClick={write}>{saved === undefined ? 'Save the list' : 'Save it once more'}</Button>
        <Button variant="plain" onClick={onBack}>Back</Button>
      </div>
    </div>
  );
}
