// Key derivation and the reading and writing of files in a worker; the page stays responsive.
import type { Entry } from '../core/entry';
import type { Reading } from '../formats/reading';
import type { Argon2Cost } from '../vault/records';
import type { Done, Job, Jobs } from './away-jobs';

/** 32 bytes. @throws RangeError when the device lacks the memory. */
export function argon2idAway(
  password: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>, cost: Argon2Cost,
): Promise<Uint8Array<ArrayBuffer>> {
  return away<'argon2id'>({ name: 'argon2id', given: { password, salt, cost } });
}

/** @param abandoned Ends the worker at once; the promise rejects with an AbortError. */
export function readFileAway(
  bytes: Uint8Array<ArrayBuffer>, password?: string, abandoned?: AbortSignal,
): Promise<Reading> {
  return away<'readFile'>({ name: 'readFile', given: { bytes, password } }, abandoned);
}

export function writeAegisAway(entries: readonly Entry[], password: string, abandoned?: AbortSignal): Promise<string> {
  return away<'writeAegis'>({ name: 'writeAegis', given: { entries, password } }, abandoned);
}

function away<Name extends keyof Jobs>(
  job: Extract<Job, { name: Name }>, abandoned?: AbortSignal,
): Promise<Jobs[Name]['answer']> {
  return new Promise((resolve, reject) => {
    abandoned?.throwIfAborted();
    const worker = new Worker(new URL('./away-worker.ts', import.meta.url), { type: 'module' });
    const finish = (settle: () => void): void => {
      worker.terminate();
      abandoned?.removeEventListener('abort', abandon);
      settle();
    };
    const abandon = (): void => finish(() => reject(new DOMException('Abandoned.', 'AbortError')));
    abandoned?.addEventListener('abort', abandon);
    worker.addEventListener('message', event => {
      const done = event.data as Done;
      finish(() => ('error' in done
        ? reject(done.name === 'RangeError' ? new RangeError(done.error) : new Error(done.error))
        : resolve(done.answer)));
    });
    worker.addEventListener('error', event => {
      event.preventDefault();
      finish(() => reject(new Error(event.message || 'A part of the app could not be loaded. Load the page again.')));
    });
    worker.postMessage(job);
  });
}
