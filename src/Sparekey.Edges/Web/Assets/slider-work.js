// Starts the proof of work, which replaces the slider for people who cannot drag.

/**
 * @param progress Called with 25, 50 and 75, percent of the expected number of tries; each once, so that screen readers
 * say little. The real number of tries is random.
 * @returns The worker; terminate it to stop the search.
 */
export function search({ challenge, bits }, { progress, found, failed }) {
  const expected = 2 ** bits;
  let quarters = 0;
  const worker = new Worker(new URL('./proof-of-work.js', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }) => {
    if (data.work !== undefined) return found(data.work);
    const quarter = Math.min(3, Math.floor(data.tried / expected * 4));
    if (quarter <= quarters) return;
    quarters = quarter;
    progress(quarter * 25);
  });
  worker.addEventListener('error', failed);
  worker.postMessage({ challenge, bits });
  return worker;
}
