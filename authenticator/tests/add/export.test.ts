import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/entry';
import type { Item, Reading } from '../../src/formats/reading';
import { readsBack } from '../../src/screens/export/compare';
import { backupName } from '../../src/screens/export/file-name';
import { entry } from './entries';

const KEPT = [entry(), entry({ kind: 'hotp', counter: 41n, account: 'bob', groups: ['Work', 'Bank'], note: 'n', favourite: true })];

function reading(items: readonly Item[]): Reading {
  return { outcome: 'read', format: 'aegis', warnings: [], items };
}

function back(...entries: Entry[]): Reading {
  return reading(entries.map(each => ({ entry: each, warnings: [] })));
}

describe('a backup reads back', () => {
  it('when every field of every entry is the same', () => {
    expect(readsBack(KEPT, back(KEPT[0]!, { ...KEPT[1]!, secret: KEPT[1]!.secret.slice(), groups: ['Bank', 'Work'] }))).toBe(true);
  });

  it('whatever a field says that has no meaning for the kind', () => {
    expect(readsBack(KEPT, back({ ...KEPT[0]!, counter: 9n }, { ...KEPT[1]!, period: 60 }))).toBe(true);
  });

  it.each<[string, Partial<Entry>]>([
    ['kind', { kind: 'steam' }], ['secret', { secret: new Uint8Array(20) }], ['issuer', { issuer: 'Sparekez' }], ['account', { account: '' }],
    ['algorithm', { algorithm: 'sha256' }], ['digits', { digits: 8 }], ['period', { period: 60 }], ['note', { note: 'x' }], ['groups', { groups: ['x'] }], ['favourite', { favourite: true }],
  ])('not when its %s differs', (_, change) => {
    expect(readsBack(KEPT, back({ ...KEPT[0]!, ...change }, KEPT[1]!))).toBe(false);
  });

  it('not when a counter differs', () => {
    expect(readsBack(KEPT, back(KEPT[0]!, { ...KEPT[1]!, counter: 40n }))).toBe(false);
  });

  it('not when an entry is missing, was refused, or the file does not open', () => {
    expect(readsBack(KEPT, back(KEPT[0]!))).toBe(false);
    expect(readsBack([KEPT[0]!], reading([{ name: 'x', refused: 'damaged' }]))).toBe(false);
    expect(readsBack(KEPT, { outcome: 'refused', format: 'aegis', reason: 'wrong_password' })).toBe(false);
  });
});

describe('the name of a backup', () => {
  it('has the date in an order that sorts', () => {
    expect(backupName(new Date(2026, 1, 3), 'json')).toBe('sparekey-2026-02-03.json');
  });
});
