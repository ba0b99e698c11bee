const TRIES = 5;
const PAUSE = 1_000; // ms, so that not all runs fall into one slow moment

/**
 * A busy machine is slow once; slow code is slow again. @returns Milliseconds of the first run under the limit, or of
 * the last.
 */
export async function quickest(limit: number, run: () => unknown): Promise<number> {
  for (let tried = 1; ; tried++) {
    const start = performance.now();
    await run();
    const took = performance.now() - start;
    if (took < limit || tried === TRIES) return took;
    await new Promise(done => setTimeout(done, PAUSE));
  }
}
