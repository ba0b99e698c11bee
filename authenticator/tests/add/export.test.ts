import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/entry';
import { writeAegis } from '../../src/formats/aegis-written';
import { readFile } from '../../src/formats/read-file';
import type { Item, Reading } from '../../src/formats/reading';
import { differing } from '../../src/screens/export/compare';
import { backupName } from '../../src/screens/export/file-name';
import { entry } from './entries';

const ALICE = entry();
const BOB = entry({ kind: 'hotp', counter: 41n, account: 'bob', groups: ['Work', 'Bank'], note: 'n', favourite: true });
const KEPT = [ALICE, BOB];

function reading(items: readonly Item[]): Reading {
  return { outcome: 'read', format: 'aegis', warnings: [], items };
}

function back(...entries: Entry[]): Reading {
  return reading(entries.map(each => ({ entry: each, warnings: [] })));
}

describe('a backup', () => {
  it('is one when every field of every entry is the same', () => {
    expect(differing(KEPT, back(ALICE, { ...BOB, secret: BOB.secret.slice(), groups: ['Bank', 'Work'] }))).toEqual([]);
  });

  it('is one whatever a field says that has no meaning for the kind', () => {
    expect(differing(KEPT, back({ ...ALICE, counter: 9n }, { ...BOB, period: 60 }))).toEqual([]);
  });

  it('is one when only the writing of a name was made tidy', () => {
    const decomposed = entry({ issuer: 'Cafe\u0301 ', note: 'a\nb', groups: ['', 'Work', 'Work'] });

    expect(differing([decomposed], back({ ...decomposed, issuer: 'Café', groups: ['Work'] }))).toEqual([]);
  });

  it.each<[string, Partial<Entry>]>([
    ['kind', { kind: 'steam' }], ['secret', { secret: new Uint8Array(20) }], ['issuer', { issuer: 'Sparekez' }],
    ['account', { account: '' }],
    ['algorithm', { algorithm: 'sha256' }], ['digits', { digits: 8 }], ['period', { period: 60 }],
    ['note', { note: 'x' }], ['groups', { groups: ['x'] }], ['favourite', { favourite: true }],
  ])('names the entry whose %s differs', (_, change) => {
    expect(differing(KEPT, back({ ...ALICE, ...change }, BOB))).toEqual([ALICE]);
  });

  it('names the entry whose counter differs', () => {
    expect(differing(KEPT, back(ALICE, { ...BOB, counter: 40n }))).toEqual([BOB]);
  });

  it('names every entry when one is missing or the file does not open', () => {
    expect(differing(KEPT, back(ALICE))).toEqual(KEPT);
    expect(differing(KEPT, { outcome: 'refused', format: 'aegis', reason: 'wrong_password' })).toEqual(KEPT);
  });

  it('names an entry that is refused when it is read', () => {
    expect(differing([ALICE], reading([{ name: 'Sparekey: alice@example.com', refused: 'damaged' }]))).toEqual([ALICE]);
  });
});

describe('what is really written', () => {
  it('reads back, whatever the kind and the figures', async () => {
    const kept = [
      ALICE, BOB, entry({ kind: 'steam', digits: 5 }), entry({ issuer: 'Steam' }),
      entry({ issuer: '', account: 'a:b' }), entry({ digits: 10, period: 86_400, algorithm: 'sha512' }),
      entry({ secret: new Uint8Array([7]) }), entry({ note: ' two\r\nlines\t' }),
      entry({ groups: ['Work', 'Банк 🔑'] }),
    ];

    expect(differing(
      kept, await readFile(new TextEncoder().encode(await writeAegis(kept, 'correct horse')), 'correct horse'),
    )).toEqual([]);
  });

  it('is not called a backup when the reader refuses an entry of it', async () => {
    const past = entry({ kind: 'hotp', counter: 2n ** 63n }); // readers of ours reject such a counter in JSON

    expect(differing(
      [ALICE, past],
      await readFile(new TextEncoder().encode(await writeAegis([ALICE, past], 'correct horse')), 'correct horse'),
    )).toEqual([past]);
  });
});

describe('the name of a backup', () => {
  it('has the date in an order that sorts', () => {
    expect(backupName(new Date(2026, 1, 3), 'json')).toBe('sparekey-2026-02-03.json');
  });
});
