// The app's own vault in a simulated browser: a database in memory, and a worker that runs in this thread.
import 'fake-indexeddb/auto';
import { argon2id } from 'hash-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../src/edges/away-jobs';
import { entry } from '../vault/world';

class WorkerHere extends EventTarget {
  async postMessage(job: Job): Promise<void> {
    if (job.name !== 'argon2id') throw new Error(`There is no ${job.name} here.`);
    const { password, salt, cost } = job.given;
    const answer = await argon2id({
      password, salt, memorySize: cost.memory, iterations: cost.passes, parallelism: cost.lanes, hashLength: 32,
      outputType: 'binary',
    });
    this.dispatchEvent(new MessageEvent('message', { data: { answer } }));
  }
  terminate(): void {}
}

const kept = new Map<string, string>();
Object.assign(globalThis, { window: globalThis, Worker: WorkerHere });
Object.defineProperty(globalThis, 'navigator', { value: {} }); // no locks
Object.defineProperty(globalThis, 'localStorage', { value: {
  getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value),
} });

const { vault, VaultLocked } = await import('../../src/vault/vault');
const { nextCounted, toggleNext } = await import('../../src/screens/codes/doings');
const { keep } = await import('../../src/screens/add/keep');
const { allowPrinting, takePrintingAllowed } = await import('../../src/screens/export/printing-allowed');
const { whyNotDone } = await import('../../src/screens/not-done');
const { made, uncovered } = await import('../../src/screens/codes/view');

/** RFC 4226 appendix D: the codes of this key are 755224, 287082, 359152, … */
const counted = entry({ kind: 'hotp' });

describe('The code of a counter', () => {
  beforeAll(async () => {
    await vault.started;
    await vault.create('correct horse');
    await vault.add([counted, entry({ account: 'timed' })]);
  });

  it('is shown once the counter behind it is stored', async () => {
    const [first] = vault.entries.value;
    await nextCounted(first!);
    expect(made.value.get(first!.id)).toBe('755224');
    expect(vault.entries.value[0]!.counter).toBe(1n);
  });

  it('is forgotten when the vault is locked, and not shown when it is locked while the code is made', async () => {
    const [first] = vault.entries.value;
    const making = nextCounted(first!);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve(); // the counter is being stored
    await vault.lock();
    await making;
    expect([...made.value]).toEqual([]);
    await vault.unlock('correct horse');
    expect([...made.value]).toEqual([]);
    expect(vault.entries.value[0]!.counter).toBe(2n);
  });

  it('that was asked for as the next one is uncovered where codes are covered', async () => {
    await vault.change({ hideCodes: true });
    const timed = vault.entries.value.find(each => each.account === 'timed')!;
    await toggleNext(timed);
    expect(uncovered.value).toBe(timed.id);
  });
});

describe('What could not be done', () => {
  it('is said, unless the lock says it', async () => {
    expect(whyNotDone(new VaultLocked())).toBeNull();
    expect(whyNotDone(new DOMException('', 'QuotaExceededError'))).toBe(
      'That was not stored: the browser refused. Make room on this device, and try again.',
    );
    expect(whyNotDone(new TypeError())).toBe('That did not work. Load the page again, and try again.');
  });

  it('is told from what was locked, where an account was to be added', async () => {
    await vault.lock();
    expect(await keep([entry({ account: 'late' })])).toEqual({
      outcome: 'failed', message: 'The app was locked meanwhile. Unlock it and add the account again.',
    });
  });
});

describe('The door to the page to print', () => {
  it('opens once, and not after a lock', async () => {
    await vault.unlock('correct horse');
    allowPrinting();
    expect([takePrintingAllowed(), takePrintingAllowed()]).toEqual([true, false]);
    allowPrinting();
    await vault.lock();
    await vault.unlock('correct horse');
    expect(takePrintingAllowed()).toBe(false);
  });
});
