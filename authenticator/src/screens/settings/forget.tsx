import { useState } from 'preact/hooks';
import { vault } from '../../vault/vault';
import { Prove } from '../lock/prove';
import { Dialog } from '../parts/dialog';
import { Button } from '../parts/button';
import { LinkButton } from '../parts/link-button';
import { Notice } from '../parts/notice';
import { Panel } from '../parts/panel';
import { Row } from '../parts/row';

export function Forget() {
  const [asking, setAsking] = useState(false);
  const count = vault.entries.value.length;
  return (
    <Panel title="Leaving">
      <Row
        icon="trash" title="Forget everything"
        description="Deletes the accounts, the password and all settings from this browser."
        actions={<Button variant="secondary" small label="Forget everything" onClick={() => setAsking(true)}>
          Forget
        </Button>}
      />
      {asking && (
        <Dialog title="Forget everything?" onClose={() => setAsking(false)}>
          <Notice
            kind="danger"
            title={count === 1 ? '1 account is deleted for good' : `${count} accounts are deleted for good`}
          >
            <p>Codes that you have nowhere else are lost.</p>
          </Notice>
          {count > 0 && <p><LinkButton href="#/export" variant="secondary" small>Make a backup first</LinkButton></p>}
          <Prove
            action="Forget everything" danger onProved={() => void vault.forgetEverything()}
            onCancel={() => setAsking(false)}
          />
        </Dialog>
      )}
    </Panel>
  );
}
