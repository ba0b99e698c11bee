import { describe, expect, it } from 'vitest';
import { corrected, NOTHING_TYPED, readByHand, type Box, type Typed } from '../../src/screens/add/by-hand';

/** "12345678901234567890" in Base32, as a person might type it. */
const TYPED: Typed = {
  ...NOTHING_TYPED, key: 'gezd gnbv-gy3t qojq gezd gnbv gy3t qojq', issuer: ' Sparekey ', account: 'alice@example.com',
};

describe('a key typed by hand', () => {
  it('becomes an entry', () => {
    const made = readByHand(TYPED);

    expect(made).toMatchObject({ outcome: 'made', warnings: [], entry: {
      kind: 'totp', issuer: 'Sparekey', account: 'alice@example.com', algorithm: 'sha1', digits: 6, period: 30,
      counter: 0n,
    } });
    expect(made.outcome === 'made' && new TextDecoder().decode(made.entry.secret)).toBe('12345678901234567890');
  });

  it('takes every figure that can be chosen', () => {
    expect(readByHand({ ...TYPED, kind: 'hotp', algorithm: 'sha512', digits: '10', counter: '18446744073709551615' }))
      .toMatchObject({
        outcome: 'made', entry: { kind: 'hotp', algorithm: 'sha512', digits: 10, counter: 18446744073709551615n },
      });
    expect(readByHand({ ...TYPED, digits: '4', period: '86400' })).toMatchObject({
      outcome: 'made', entry: { digits: 4, period: 86_400 },
    });
  });

  it('makes a Steam key whatever the figures of the others say', () => {
    expect(readByHand({ ...TYPED, kind: 'steam', algorithm: 'sha512', digits: 'x', period: 'x', counter: 'x' }))
      .toMatchObject({
        outcome: 'made', entry: { kind: 'steam', algorithm: 'sha1', digits: 5, period: 30, counter: 0n },
      });
  });

  it('warns of a short key', () => {
    expect(readByHand({ ...TYPED, key: 'GEZDGNBV' })).toMatchObject({ outcome: 'made', warnings: ['short_key'] });
  });

  it('names the character that cannot be part of a key', () => {
    const wrong = readByHand({ ...TYPED, key: 'GEZD0NBV' });

    expect(wrong.outcome === 'wrong' && wrong.errors.key).toContain('Character 5, "0", cannot be part of a key');
  });

  it.each<[Box, Partial<Typed>]>([
    ['key', { key: ' ' }], ['name', { issuer: ' ', account: '' }], ['digits', { digits: '3' }],
    ['digits', { digits: '11' }], ['digits', { digits: '6.5' }],
    ['period', { period: '0' }], ['period', { period: '86401' }], ['period', { period: '' }],
    ['counter', { kind: 'hotp', counter: '-1' }], ['counter', { kind: 'hotp', counter: '18446744073709551616' }],
  ])('says what is wrong with the %s: %o', (box, change) => {
    const wrong = readByHand({ ...TYPED, ...change });

    expect(wrong.outcome === 'wrong' && Object.keys(wrong.errors)).toEqual([box]);
  });

  it('says everything that is wrong at once', () => {
    const wrong = readByHand({ ...NOTHING_TYPED, digits: '3' });

    expect(wrong.outcome === 'wrong' && Object.keys(wrong.errors)).toEqual(['key', 'name', 'digits']);
  });
});

describe('a correction', () => {
  it('puts the letter in the place that was named, counted in whole characters', () => {
    expect(corrected('GEZD 0NBV', 6, 'O')).toBe('GEZD ONBV');
    expect(corrected('🔑0A', 2, 'O')).toBe('🔑OA');
  });
});
