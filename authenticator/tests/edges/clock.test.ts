// The app's own vault and clock, with a simulated browser. Each `start` opens the app again on the same database.
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const NAME = 'sparekey-authenticator';
const SLOW = 120_000; // ms

const kept = new Map<string, string>();
Object.assign(globalThis, { window: globalThis, document: { baseURI: 'https://codes.example/' } });
Object.defineProperty(globalThis, 'localStorage', { value: {
  getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value),
} });

function networkSaying(offset: number | null): void {
  vi.stubGlobal('navigator', { onLine: offset !== null });
  vi.stubGlobal(
    'fetch', async () => new Response(null, { headers: { date: new Date(Date.now() + (offset ?? 0)).toUTCString() } }),
  );
}

async function start() {
  vi.resetModules();
  const { vault } = await import('../../src/vault/vault');
  const clock = await import('../../src/edges/clock');
  await vault.started;
  return { vault, ...clock };
}

beforeEach(() => networkSaying(SLOW));
afterEach(() => vi.unstubAllGlobals());

describe('an offset that was learnt', () => {
  test('is from before after the app was closed, with its day, until it was compared again', async () => {
    const first = await start();
    expect(await first.learnOffset()).toBe('learnt');
    expect(Math.abs(first.clockOffset.value - SLOW)).toBeLessThan(2_000);
    expect(first.offsetIsFromBefore.value).toBe(false);
    expect(Math.abs(first.vault.settings.value.clockMeasuredAt! - (Date.now() + SLOW))).toBeLessThan(60_000);

    networkSaying(null);
    const later = await start();
    expect(await later.learnOffset()).toBe('offline');
    expect(later.clockIsOffBy.value).not.toBeNull();
    expect(later.offsetIsFromBefore.value).toBe(true);
    expect(later.vault.settings.value.clockMeasuredAt).toBe(first.vault.settings.value.clockMeasuredAt);

    networkSaying(SLOW);
    await new Promise(done => setTimeout(done, 5)); // another millisecond
    expect(await later.learnOffset()).toBe('learnt');
    expect(later.offsetIsFromBefore.value).toBe(false);
    expect(later.vault.settings.value.clockMeasuredAt).toBeGreaterThan(first.vault.settings.value.clockMeasuredAt!);
  });

  test('goes when its owner trusts the device', async () => {
    const { learnOffset, useDeviceClock, clockOffset, vault } = await start();
    await learnOffset();
    await useDeviceClock();
    expect([clockOffset.value, vault.settings.value.clockMeasuredAt]).toEqual([0, null]);
  });
});

describe('a database that cannot be used', () => {
  test('is said by the whole screen, and not again by the clock', async () => {
    await deleteDB(NAME, { blocked: () => undefined });
    const newer = await openDB(NAME, 2);
    const { learnOffset, vault } = await start();
    expect(vault.trouble.value).not.toBeNull();
    expect(await learnOffset()).toBe('learnt');
    newer.close();
  });
});
