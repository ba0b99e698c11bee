// One account with its name, its code and the remaining time. Made for a thousand rows: a row out of view computes no
// codes, and the browser skips its layout.
import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { spacedCode } from '../../core/spaced';
import { vault } from '../../vault/vault';
import { Icon } from '../parts/icon';
import { CodeText, coverFor } from './code-text';
import { nextCounted, press } from './doings';
import { useInView } from './in-view';
import { Letter } from './letter';
import { Ring } from './ring';
import { spokenCode } from './spoken';
import { periodOf, useCode } from './use-code';
import { currentId, made, nextShown, uncovered } from './view';

interface CodeRowProps {
  readonly entry: KeptEntry;
  readonly onMenu: (entry: KeptEntry, button: HTMLButtonElement) => void;
}

export function CodeRow({ entry, onMenu }: CodeRowProps) {
  const { id } = entry;
  const row = useRef<HTMLDivElement>(null);
  const counted = entry.kind === 'hotp';
  const inView = useInView(row);
  const reachable = useComputed(() => currentId.value === id).value;
  const covered = useComputed(() => vault.settings.value.hideCodes && uncovered.value !== id).value;
  const nextWanted = useComputed(() => nextShown.value === id).value;
  const nextLate = useComputed(() => vault.settings.value.showNextCode).value;
  const counterCode = useComputed(() => made.value.get(id)).value;
  const timed = useCode(entry, inView && !counted && !covered);
  const next = useCode(entry, inView && !counted && !covered && (nextWanted || nextLate), 1n);
  const running = useCode(entry, inView && !counted && covered); // the ring of a covered code continues
  useNextEnds(id, timed?.step ?? null);

  const code = counted ? counterCode : timed?.code;
  const spaced = code === undefined || covered ? coverFor(entry) : spacedCode(code);
  const step = timed?.step ?? running?.step;
  const known = code !== undefined && !covered;
  const said = known
    ? spokenCode(spaced)
    : covered && !(counted && code === undefined) ? 'Code covered. Press to show it.'
    : counted ? 'No code yet. Press for the next one.'
    : '';
  return (
    <div ref={row} class="entry" data-id={id}>
      <button
        class="entry-main" type="button" tabIndex={reachable ? 0 : -1} aria-describedby={`code-${id}`}
        onFocus={() => { currentId.value = id; }} onClick={() => void press(entry)}
      >
        <Letter entry={entry} />
        <span class="entry-name">
          <span class="entry-issuer">{entry.issuer || entry.account}</span>
          {entry.issuer !== '' && entry.account !== '' && (
            <><span class="hidden-text">, </span><span class="entry-account">{entry.account}</span></>
          )}
        </span>
      </button>
      <p class="hidden-text" id={`code-${id}`}>{said}</p>
      <p class={known ? 'entry-code' : 'entry-code entry-code-covered'} aria-hidden="true">
        <CodeText text={spaced} />
        {next && (
          <span key={String(next.step)} class={nextWanted ? 'entry-next' : 'entry-next entry-next-late'}>
            <CodeText text={spacedCode(next.code)} />
          </span>
        )}
      </p>
      <span class="entry-time">
        {counted && (
          <button
            class="icon-button entry-again" type="button" tabIndex={reachable ? 0 : -1}
            aria-label={`Next code for ${entry.issuer || entry.account}`} title="Next code"
            onClick={() => void nextCounted(entry)}
          ><Icon name="next" /></button>
        )}
        {step !== undefined && <Ring key={String(step)} period={periodOf(entry)} />}
      </span>
      <button
        class="icon-button entry-menu" type="button" tabIndex={reachable ? 0 : -1} aria-haspopup="dialog"
        aria-label={`More for ${entry.issuer || entry.account}`} title="More"
        onClick={event => onMenu(entry, event.currentTarget)}
      ><Icon name="more" /></button>
    </div>
  );
}

/** A requested next code disappears when it has become the current code. */
function useNextEnds(id: string, step: bigint | null): void {
  const last = useRef(step);
  useEffect(() => {
    if (step === null) return; // out of view
    if (last.current !== null && last.current !== step && nextShown.peek() === id) nextShown.value = '';
    last.current = step;
  }, [id, step]);
}
