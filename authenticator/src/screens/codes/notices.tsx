// Notices above the codes. Causes of wrong codes come first. Of the notices that can wait, one is shown at a time.
import { deviceTime } from '../../edges/device';
import { install, installable } from '../../edges/install';
import { takeUpdate, updateWaiting } from '../../edges/release';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { IconButton } from '../parts/icon-button';
import { LinkButton } from '../parts/link-button';
import { ClockNotice } from './clock-notice';
import { isPutOff, putOff } from './put-off';
import { SetAsideNotice } from './set-aside-notice';
import { Slim } from './slim-notice';

export function Notices() {
  const waiting = whatCanWait();
  return (
    <div class="notices">
      <ClockNotice />
      <SetAsideNotice />
      {waiting === 'update' && (
        <Slim kind="info" text="A new release is ready">
          <Button variant="plain" small onClick={() => void takeUpdate()}>Update</Button>
        </Slim>
      )}
      {waiting === 'backup' && (
        <Slim kind="warn" text={vault.settings.value.lastBackupAt === null
          ? 'There is no backup yet'
          : 'Your newest account is in no backup'}>
          <LinkButton href="#/export" variant="plain" small>Back up</LinkButton>
          <IconButton icon="close" label="Remind me later" onClick={() => putOff('backup', deviceTime())} />
        </Slim>
      )}
      {waiting === 'install' && (
        <Slim kind="info" text="Put the app on your home screen">
          <Button variant="plain" small onClick={() => void install()}>Install</Button>
          <IconButton icon="close" label="Not now" onClick={() => putOff('install', deviceTime())} />
        </Slim>
      )}
    </div>
  );
}

function whatCanWait(): 'update' | 'backup' | 'install' | null {
  if (updateWaiting.value) return 'update';
  const { lastBackupAt, lastAddedAt } = vault.settings.value;
  const hasEntries = vault.entries.value.length > 0;
  if (hasEntries && lastAddedAt !== null && (lastBackupAt ?? -Infinity) < lastAddedAt
    && !isPutOff('backup', deviceTime())) {
    return 'backup';
  }
  return hasEntries && installable.value && !isPutOff('install', deviceTime()) ? 'install' : null;
}
