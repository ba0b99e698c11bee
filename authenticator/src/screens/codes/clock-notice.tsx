import { clockIsOffBy, offsetIsFromBefore, useDeviceClock } from '../../edges/clock';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { LinkButton } from '../parts/link-button';
import { Notice } from '../parts/notice';
import { day } from '../settings/day';
import { inWords } from './duration';
import { Slim } from './slim-notice';

export function ClockNotice() {
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
