import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/entry';
import { isSame } from '../../src/core/same';
import { search } from '../../src/core/search';
import { quickest } from '../quickest';

const github: Entry = {
  kind: 'totp', secret: new Uint8Array([1, 2, 3]), issuer: 'GitHub', account: 'alice@example.com', algorithm: 'sha1',
  digits: 6, period: 30, counter: 0n,
  note: 'the old laptop', groups: ['Work'], favourite: false,
};
const cafe: Entry = { ...github, issuer: 'Café Zoë', account: 'bob', note: '', groups: [] };

const shownDifferently: Entry =
  { ...github, secret: new Uint8Array([1, 2, 3]), note: 'x', groups: [], digits: 8, period: 60 };

describe('sameness', () => {
  it('looks at kind, secret bytes, issuer and account alone', () => {
    expect(isSame(github, shownDifferently)).toBe(true);
    expect(isSame(github, { ...github, kind: 'hotp' })).toBe(false);
    expect(isSame(github, { ...github, secret: new Uint8Array([1, 2, 4]) })).toBe(false);
    expect(isSame(github, { ...github, secret: new Uint8Array([1, 2, 3, 0]) })).toBe(false);
    expect(isSame(github, { ...github, issuer: 'github' })).toBe(false);
    expect(isSame(github, { ...github, account: 'bob' })).toBe(false);
  });
});

describe('search', () => {
  it('finds every word anywhere, whatever the case and the accents', () => {
    const all = [github, cafe];
    expect(search(all, '')).toEqual(all);
    expect(search(all, '  ')).toEqual(all);
    expect(search(all, 'git')).toEqual([github]);
    expect(search(all, 'ZOE cafe')).toEqual([cafe]);
    expect(search(all, 'work laptop EXAMPLE')).toEqual([github]);
    expect(search(all, 'git bob')).toEqual([]);
  });

  it('is done within a second where somebody piled up marks in a note', async () => {
    const piled = { ...github, note: 'x' + '\u0301\u0323'.repeat(500_000) };
    expect(await quickest(1_000, () => expect(search([piled], 'x')).toEqual([piled]))).toBeLessThan(1_000);
  });
});
