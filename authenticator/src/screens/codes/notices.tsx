// Notices above the codes. Causes of wrong codes come first. Of the notices that can wait, one is shown at a time.
import type { ComponentChildren } from 'preact';
import { clockIsOffBy, offsetIsFromBefore, useDeviceClock } from '../../edges/clock';
import { deviceTime } from '../../edges/device';
import { install, installable } from '../../edges/install';
import { takeUpdate, updateWaiting } from '../../edges/release';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { IconButton } from '../parts/icon-button';
import { LinkButton } from '../parts/link-button';
import { Notice } from '../parts/notice';
import { day } from '../settings/day';
import { inWords } from './duration';
import { isPutOff, putOff } from './put-off';

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

interface SlimProps {
  readonly kind: 'info' | 'warn';
  readonly text: string;
  readonly children: ComponentChildren;
}

function Slim({ kind, text, children }: SlimProps) {
  return (
    <div class={`notice-slim notice-slim-${kind}`}>
      <Icon name={kind === 'warn' ? 'warning' : 'info'} />
      <p>{text}</p>
      {children}
    </div>
  );
}

function ClockNotice() {
  const off = clockIsOffBy.value;
  if (off === null) return null;
  const { clockMode, clockMeasuredAt } = vault.settings.value;
  const why = clockMode === 'automatic' ? '. The codes here allow for it.' : ', as you set it.';
  if (offsetIsFromBefore.value) {
    return (
      <Notice
        kind="warn" title={`Your clock was off by ${inWords(Math.abs(off))}`}
        actions={(
          <Button variant="secondary" small onClick={() => void useDeviceClock()}>Use this device’s clock</Button>
        )}
      >
        <p>
          {clockMeasuredAt !== null && `That was measured on ${day(clockMeasuredAt)}. `}The codes here allow for it
          until it can be compared again. If the clock was set since, use it.
        </p>
      </Notice>
    );
  }
  return (
    <Slim kind="warn" text={`Your clock is off by ${inWords(Math.abs(off))}${why}`}>
      <LinkButton href="#/settings" variant="plain" small label="Clock settings">Clock</LinkButton>
    </Slim>
  );
}

function SetAsideNotice() {
  const count = vault.setAside.value.length;
  if (count === 0) return null;
  return (
    <Notice
      kind="danger" title={count === 1 ? 'One account is damaged' : `${count} accounts are damaged`}
      actions={<LinkButton href="#/settings" variant="secondary" small>See what can be done</LinkButton>}
    >
      <p>{count === 1 ? 'It was set aside. All others are whole.' : 'They were set aside. All others are whole.'}</p>
    </Notice>
  );
}
