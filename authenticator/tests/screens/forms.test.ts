import { describe, expect, it } from 'vitest';
import type { KeptEntry } from '../../src/core/entry';
import { readAddress } from '../../src/screens/address';
import { changes, draftOf } from '../../src/screens/entry/changes';
import { boxesOf, corrections, goesBack } from '../../src/screens/entry/corrections';
import { figures } from '../../src/screens/entry/figures';
import { readGroups, toggled } from '../../src/screens/entry/group-names';
import { objections, strengthHint } from '../../src/screens/lock/new-password';
import { readSeconds } from '../../src/screens/settings/seconds';
import { quickest } from '../quickest';

const github: KeptEntry = {
  id: 'a', kind: 'totp', secret: new Uint8Array(20), issuer: 'GitHub', account: 'mai@example.com', algorithm: 'sha256',
  digits: 8, period: 60, counter: 0n, note: 'in the safe', groups: ['Work', 'Home'], favourite: false,
};

describe('A new password', () => {
  it('has eight characters or more, counted as people count', () => {
    expect(objections('', '')).toEqual({ password: 'Choose a password.' });
    expect(objections('1234567', '1234567')).toEqual({
      password: 'Use 8 characters or more. Several words make a good password.',
    });
    expect(objections('🔑🔑🔑🔑🔑🔑🔑', '🔑🔑🔑🔑🔑🔑🔑').password).toBeDefined();
    expect(objections('12345678', '12345678')).toEqual({});
  });

  it('is typed twice', () => {
    expect(objections('plum tractor', '')).toEqual({ repeated: 'Type the password once more.' });
    expect(objections('plum tractor', 'plum tracter')).toEqual({
      repeated: 'The two are not the same. Type the password once more.',
    });
  });

  it('is judged in one calm line', () => {
    expect(strengthHint('')).toBe('12 characters or more are good: several words that you can remember.');
    expect(strengthHint('plums')).toBe('3 more, and it can be used.');
    expect(strengthHint('aaaaaaaaaaaaaaaa')).toBe('It repeats itself. A mix of words is harder to guess.');
    expect(strengthHint('plum trac')).toBe('It can be used. 3 more make it much harder to guess.');
    expect(strengthHint('plum tractor')).toBe('A good length.');
  });
});

describe('The form of an account', () => {
  it('changes nothing when nothing was changed', () => {
    expect(changes(github, draftOf(github))).toEqual({});
  });

  it('gives only what was changed, trimmed and in NFC', () => {
    expect(changes(github, { ...draftOf(github), issuer: ' Gitea ', note: 'Cafe\u0301' })).toEqual({
      issuer: 'Gitea', note: 'Caf\u00e9',
    });
    expect(changes(github, { ...draftOf(github), groups: 'Home, Work', favourite: true })).toEqual({
      groups: ['Home', 'Work'], favourite: true,
    });
  });

  it('leaves marks that somebody piled up as they are, and takes no time over them', async () => {
    const pile = 'x' + '\u0301\u0323'.repeat(500_000);
    const piled = { ...github, issuer: pile, note: pile, groups: [pile] };
    expect(await quickest(1_000, () => expect(changes(piled, draftOf(piled))).toEqual({}))).toBeLessThan(1_000);
  });

  it('reads groups between commas, each once', () => {
    expect(readGroups(' Work,Home,, Work ,')).toEqual(['Work', 'Home']);
    expect(readGroups('')).toEqual([]);
    expect(toggled('Work', 'Home')).toBe('Work, Home');
    expect(toggled('Work, Home', 'Work')).toBe('Home');
  });
});

describe('The figures of an account', () => {
  const door: KeptEntry = { ...github, kind: 'hotp', counter: 7n };

  it('are corrected where they were touched and differ', () => {
    expect(corrections({ ...github, period: 30 }, { period: ' 60', digits: '8' })).toEqual({
      patch: { period: 60 }, errors: {},
    });
    expect(corrections(github, { algorithm: 'sha1', digits: '6' }).patch).toEqual({ algorithm: 'sha1', digits: 6 });
    expect(corrections(github, {})).toEqual({ patch: {}, errors: {} });
  });

  it('leave a counter alone that nobody touched, and show where it is by now', () => {
    expect(corrections({ ...door, counter: 9n }, { digits: '6' }).patch).toEqual({ digits: 6 });
    expect(boxesOf({ ...door, counter: 9n }, { digits: '6' })).toMatchObject({ counter: '9', digits: '6' });
  });

  it('are refused outside their bounds, and nothing of them is kept', () => {
    expect(corrections(github, { period: '0', digits: '6' })).toMatchObject({
      patch: {}, errors: { period: 'A code lasts 1 to 86,400 seconds; 30 is usual.' },
    });
    expect(corrections(door, { counter: '-1' })).toMatchObject({
      patch: {}, errors: { counter: 'A counter is a whole number from 0 up.' },
    });
    expect(corrections(github, { digits: '3' }).errors.digits).toBeDefined();
  });

  it('stay as they were read, though they could not be chosen', () => {
    expect(corrections({ ...github, digits: 1 }, { period: '30' })).toEqual({ patch: { period: 30 }, errors: {} });
  });

  it('warn of a counter that goes back, and of none that goes on', () => {
    expect(['6', '7', '8'].map(counter => goesBack(door, corrections(door, { counter }).patch))).toEqual([
      true, false, false,
    ]);
  });
});

describe('How codes are made', () => {
  it('is told in the words that other apps use', () => {
    expect(figures(github).map(({ value }) => value)).toEqual(['A new one each period', '8 digits', 'SHA-256', '60 s']);
    expect(figures({ ...github, kind: 'hotp', counter: 7n }).map(({ value }) => value)).toEqual([
      'A new one each time you ask', '8 digits', 'SHA-256', '7',
    ]);
    expect(figures({ ...github, kind: 'steam' }).map(({ value }) => value)).toEqual([
      'Steam Guard', '5 letters and digits', '30 s',
    ]);
  });
});

describe('Seconds of the clock', () => {
  it('are read as people type them', () => {
    expect(['12', '-3.5', '+90', '−7', '1,25'].map(text => readSeconds(text))).toEqual(
      [12_000, -3_500, 90_000, -7_000, 1_250].map(milliseconds => ({ outcome: 'read', milliseconds })),
    );
  });

  it('are refused when they are no number, or more than a day', () => {
    expect(
      ['', 'ten', '1e3', '86401', '--1', '1.2.3'].map(text => readSeconds(text).outcome),
    ).toEqual(Array(6).fill('refused'));
  });
});

describe('An address within the app', () => {
  it('has a name and perhaps an id', () => {
    expect(readAddress('#/entry/0b5f-1')).toEqual({ name: 'entry', id: '0b5f-1' });
    expect(readAddress('#/add')).toEqual({ name: 'add', id: '' });
  });

  it('leads to the codes when it is anything else', () => {
    for (const text of ['', '#', '#/', '#main', '#/Add', '#/entry/a/b', '#/entry/<x>']) {
      expect(readAddress(text)).toEqual({ name: '', id: '' });
    }
  });
});
