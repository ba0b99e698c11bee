import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Dialog } from '../parts/dialog';

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['/'], what: 'Search' },
  { keys: ['Esc'], what: 'Clear the search' },
  { keys: ['↑', '↓'], what: 'Move between accounts' },
  { keys: ['Enter'], what: 'Copy the code' },
  { keys: ['n'], what: 'Next code' },
  { keys: ['t'], what: 'Seconds left' },
  { keys: ['f'], what: 'Favourite, or no longer' },
  { keys: ['e'], what: 'Details of the account' },
  { keys: ['a'], what: 'Add an account' },
  { keys: ['l'], what: 'Lock' },
  { keys: ['?'], what: 'These shortcuts' },
];

export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const on = vault.settings.value.keyShortcuts;
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl class="shortcuts">
        {SHORTCUTS.map(({ keys, what }) => (
          <div key={what}><dt>{what}</dt><dd>{keys.map(key => <kbd key={key}>{key}</kbd>)}</dd></div>
        ))}
      </dl>
      <Choice
        type="checkbox" name="key-shortcuts" id="key-shortcuts" label="Single letters do these things" checked={on}
        onChange={() => void vault.change({ keyShortcuts: !on })}
      />
      <div class="actions"><Button variant="secondary" autoFocus onClick={onClose}>Close</Button></div>
    </Dialog>
  );
}
