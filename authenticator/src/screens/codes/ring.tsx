import { useLayoutEffect, useRef } from 'preact/hooks';
import { now } from '../../edges/clock';

/** The ring has the warning colour for this long. */
const LAST_SECONDS = 5;

/** Starts the animations at the present point of the period; from then on the browser runs them alone. */
function setOff(ring: Element | null, period: number): void {
  const into = now() / 1_000 % period;
  const style = ring?.closest<HTMLElement>('.entry')?.style;
  style?.setProperty('--period', `${period}s`);
  style?.setProperty('--began', `${-into}s`);
  style?.setProperty('--last', `${period - LAST_SECONDS - into}s`);
}

/**
 * The remaining time of the current code. Use the step as the key: each step starts a new ring, so the ring never
 * drifts from the clock. @param period Seconds.
 */
export function Ring({ period }: { readonly period: number }) {
  const ring = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => setOff(ring.current, period), [period]);
  return <span ref={ring} class="ring" aria-hidden="true"><span class="ring-half" /><span class="ring-half" /></span>;
}
