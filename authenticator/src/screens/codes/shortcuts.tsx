import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Dialog } from '../parts/dialog';
import { SHORTCUTS } from './keys';

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
