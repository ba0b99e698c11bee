import { describe, expect, it } from 'vitest';
import type { KeptEntry } from '../../src/core/entry';
import { coverFor } from '../../src/screens/codes/code-text';
import { inWords } from '../../src/screens/codes/duration';
import { found, groupsOf, sections } from '../../src/screens/codes/found';
import { inOrderOf, moved } from '../../src/screens/codes/moving';
import { spokenCode, spokenName } from '../../src/screens/codes/spoken';

function entry(id: string, issuer: string, groups: readonly string[], favourite = false): KeptEntry {
  return {
    id, kind: 'totp', secret: new Uint8Array(20), issuer, account: 'mai@example.com', algorithm: 'sha1', digits: 6,
    period: 30, counter: 0n, note: '', groups, favourite,
  };
}

const list = [
  entry('a', 'GitHub', ['Work']), entry('b', 'Bank', ['Money'], true), entry('c', 'Gitea', ['Work', 'home']),
  entry('d', 'Steam', [], true),
];

describe('The list of codes', () => {
  it('shows favourites first, each part in the owner\'s order', () => {
    const { favourites, others } = sections(list);
    expect(favourites.map(each => each.id)).toEqual(['b', 'd']);
    expect(others.map(each => each.id)).toEqual(['a', 'c']);
  });

  it('shows all when nothing is searched for', () => {
    expect(found(list, '  ', '')).toBeNull();
  });

  it('searches within the chosen group', () => {
    expect([...found(list, 'git', '')!]).toEqual(['a', 'c']);
    expect([...found(list, 'git', 'home')!]).toEqual(['c']);
    expect([...found(list, '', 'Money')!]).toEqual(['b']);
    expect([...found(list, 'nothing', '')!]).toEqual([]);
  });

  it('counts groups, in the order of the alphabet', () => {
    expect(groupsOf(list)).toEqual([['home', 1], ['Money', 1], ['Work', 2]]);
  });

  it('shows 200 groups at most', () => {
    expect(
      groupsOf([entry('a', 'Hostile', Array.from({ length: 100_000 }, (_, number) => `group ${number}`))]),
    ).toHaveLength(200);
  });

  it('moves one to another place, and to an end at most', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 0, 9)).toEqual(['b', 'a']);
    expect(moved(['a', 'b'], 7, 0)).toEqual(['a', 'b']);
  });

  it('is in the order that is wanted, and what is not named comes last', () => {
    expect(inOrderOf(list, ['c', 'a']).map(each => each.id)).toEqual(['c', 'a', 'b', 'd']);
    expect(inOrderOf(list, ['gone', 'd']).map(each => each.id)).toEqual(['d', 'a', 'b', 'c']);
    expect(inOrderOf(list, [])).toEqual(list);
  });
});

describe('What is heard', () => {
  it('is a code in digits, with a breath between the groups', () => {
    expect(spokenCode('123 456')).toBe('1 2 3, 4 5 6');
    expect(spokenCode('2BCDF')).toBe('2 B C D F');
  });

  it('is the issuer and the account, or whichever of the two there is', () => {
    expect(spokenName({ issuer: 'GitHub', account: 'mai' })).toBe('GitHub, mai');
    expect(spokenName({ issuer: '', account: 'mai' })).toBe('mai');
    expect(spokenName({ issuer: 'GitHub', account: '' })).toBe('GitHub');
  });
});

describe('A covered code', () => {
  it('is as wide as the code', () => {
    expect(coverFor({ kind: 'totp', digits: 6 })).toBe('••• •••');
    expect(coverFor({ kind: 'hotp', digits: 8 })).toBe('•••• ••••');
    expect(coverFor({ kind: 'steam', digits: 6 })).toBe('•••••');
  });
});

describe('How far a clock is off', () => {
  it('is said in seconds, then in the unit that a person would use', () => {
    expect([10, 119, 120, 3_599, 3_600, 86_400, 200_000].map(inWords)).toEqual([
      '10 s', '119 s', '2 minutes', '60 minutes', '1 hour', '1 day', '2 days',
    ]);
  });
});
