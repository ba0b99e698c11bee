import { Notice } from '../parts/notice';

/** Names enough to know which they were. */
const NAMED = 5;

/** What was given together with something else, and was not taken: nothing vanishes without a word. */
export function LeftFiles({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  const rest = names.length - NAMED;
  return (
    <div role="alert">
      <Notice kind="warn" title={names.length === 1 ? '1 file was not taken' : `${names.length} files were not taken`}>
        <p>{names.slice(0, NAMED).map(name => `“${name}”`).join(', ')}{rest > 0 && ` and ${rest} more`}. Files are read one at a time: choose the next one after this.</p>
      </Notice>
    </div>
  );
}
