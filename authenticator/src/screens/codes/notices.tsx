// What the owner should know, above the codes. What makes codes wrong comes first; of what can wait, one at a time.
import { clockIsOffBy } from '../../edges/clock';
import { install, installable } from '../../edges/install';
import { takeUpdate, updateWaiting } from '../../edges/release';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { LinkButton } from '../parts/link-button';
import { Notice } from '../parts/notice';
import { inWords } from './duration';
import { isPutOff, putOff } from './put-off';

export function Notices() {
  const waiting = whatCanWait();
  return (
    <div class="notices">
      <ClockNotice />
      <SetAsideNotice />
      {waiting === 'update' && (
        <Notice title="A new release is ready" actions={<Button variant="secondary" small onClick={() => void takeUpdate()}>Update now</Button>}>
          <p>It takes a moment. The app locks, and you open it again.</p>
        </Notice>
      )}
      {waiting === 'backup' && (
        <Notice
          kind="warn" title={vault.settings.value.lastBackupAt === null ? 'There is no backup yet' : 'Your newest account is in no backup'}
          actions={<><LinkButton href="#/export" variant="secondary" small>Back up</LinkButton><Button variant="plain" small onClick={() => putOff('backup')}>Later</Button></>}
        >
          <p>If this device is lost, a backup brings your codes back.</p>
        </Notice>
      )}
      {waiting === 'install' && (
        <Notice title="Put it on your home screen" actions={<><Button variant="secondary" small onClick={() => void install()}>Install</Button><Button variant="plain" small onClick={() => putOff('install')}>Not now</Button></>}>
          <p>It opens like any other app, works without a network, and is less likely to be cleared.</p>
        </Notice>
      )}
    </div>
  );
}

function whatCanWait(): 'update' | 'backup' | 'install' | null {
  if (updateWaiting.value) return 'update';
  const { lastBackupAt, lastAddedAt } = vault.settings.value;
  const hasEntries = vault.entries.value.length > 0;
  if (hasEntries && lastAddedAt !== null && (lastBackupAt ?? -Infinity) < lastAddedAt && !isPutOff('backup')) return 'backup';
  return hasEntries && installable.value && !isPutOff('install') ? 'install' : null;
}

function ClockNotice() {
  const off = clockIsOffBy.value;
  if (off === null) return null;
  const automatic = vault.settings.value.clockMode === 'automatic';
  return (
    <Notice kind="warn" title={`Your clock is off by ${inWords(Math.abs(off))}`} actions={<LinkButton href="#/settings" variant="secondary" small label="Clock settings">Clock</LinkButton>}>
      <p>{automatic ? 'The codes here take account of it and are right.' : 'You set this difference by hand, and the codes follow it.'} Other apps on this device may be wrong: set its clock.</p>
    </Notice>
  );
}

function SetAsideNotice() {
  const count = vault.setAside.value.length;
  if (count === 0) return null;
  return (
    <Notice kind="danger" title={count === 1 ? 'One account is damaged' : `${count} accounts are damaged`} actions={<LinkButton href="#/settings" variant="secondary" small>See what can be done</LinkButton>}>
      <p>{count === 1 ? 'It was set aside. All others are whole.' : 'They were set aside. All others are whole.'}</p>
    </Notice>
  );
}
