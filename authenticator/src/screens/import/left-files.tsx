import { Notice } from '../parts/notice';

/** Names to list at most. */
const NAMED = 5;

/** Files that were given together with another and not taken. The person must hear of them. */
export function LeftFiles({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  const rest = names.length - NAMED;
  return (
    <div role="alert">
      <Notice kind="warn" title={names.length === 1 ? '1 file was not taken' : `${names.length} files were not taken`}>
        <p>
          {names.slice(0, NAMED).map(name => `“${name}”`).join(', ')}
          {rest > 0 && ` and ${rest} more`}. Files are read one at a time: choose the next one after this.
        </p>
      </Notice>
    </div>
  );
}
