import { useEffect } from 'preact/hooks';
import { install, installable, installed } from '../../edges/install';
import { askToPersist, learnPersistence, type Persistence, persistence } from '../../edges/persistence';
import { takeUpdate, updateWaiting, worksOffline } from '../../edges/release';
import { Button } from '../parts/button';
import { Panel } from '../parts/panel';
import { Row } from '../parts/row';
import { say } from '../parts/said';

const KEPT: Readonly<Record<Persistence, string>> = {
  persistent: 'The browser has agreed to keep the accounts until you delete them.',
  best_effort:
    'The browser may delete the accounts when the device is short of space. '
    + 'Installing the app often changes that; a backup always helps.',
  unknown: 'This browser does not say whether it keeps the accounts. Have a backup.',
};

export function DeviceSettings() {
  useEffect(() => void learnPersistence(), []);
  const kept = persistence.value;

  async function ask(): Promise<void> {
    if (await askToPersist() !== 'persistent') {
      say('The browser did not agree. Install the app, or use it for a while, and ask again.');
    }
  }

  return (
    <Panel title="On this device">
      <Row
        icon="shield" title="Storage" description={KEPT[kept]} status={kept === 'persistent'
          ? { kind: 'ok', text: 'Kept' }
          : { kind: 'warn', text: kept === 'unknown' ? 'Not known' : 'May be deleted' }}
        {...(kept === 'best_effort' ? { actions: <Button
          variant="secondary" small label="Ask the browser to keep the accounts" onClick={() => void ask()}
        >Ask</Button> } : {})}
      />
      <Row
        icon="device" title="Without a network"
        {...(worksOffline.value ? { status: { kind: 'ok' as const, text: 'Ready' } } : {})}
        description={worksOffline.value
          ? 'The app opens and makes codes without one.'
          : 'Not yet: the app is still being put on this device, or this browser window does not allow it.'}
      />
      {installable.value && (
        <Row
          icon="add" title="Home screen" description="Opens like any other app, in a window of its own."
          actions={<Button variant="secondary" small onClick={() => void install()}>Install</Button>}
        />
      )}
      {installed.value && <Row icon="check" title="Installed" description="It runs as an app of this device." />}
      {updateWaiting.value && (
        <Row
          icon="info" title="A new release is ready" description="The app locks, and you open it again."
          actions={<Button variant="secondary" small label="Update now" onClick={() => void takeUpdate()}>
            Update
          </Button>}
        />
      )}
    </Panel>
  );
}
