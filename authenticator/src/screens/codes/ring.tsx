import { useLayoutEffect, useRef } from 'preact/hooks';
import { now } from '../../edges/clock';

/** The ring turns to the colour of warning for so long. */
const LAST_SECONDS = 5;

/** How long ago the step began: from then on the browser turns the ring, and shows what comes late, by itself. */
function setOff(ring: Element | null, period: number): void {
  const into = now() / 1_000 % period;
  const style = ring?.closest<HTMLElement>('.entry')?.style;
  style?.setProperty('--period', `${period}s`);
  style?.setProperty('--began', `${-into}s`);
  style?.setProperty('--last', `${period - LAST_SECONDS - into}s`);
}

/** What is left of the current code. Give it the step as its key: it begins anew with each, so it never drifts from the clock. @param period Seconds. */
export function Ring({ period }: { readonly period: number }) {
  const ring = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => setOff(ring.current, period), [period]);
  return <span ref={ring} class="ring" aria-hidden="true"><span class="ring-half" /><span class="ring-half" /></span>;
}
