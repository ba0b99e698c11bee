import fc from 'fast-check';
import { HOTP, Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { codeAt, secondsLeft, stepAt } from '../../src/core/codes';
import type { Algorithm, Otp } from '../../src/core/entry';
import { readTypedKey } from '../../src/core/typed-key';
import { quickest } from '../quickest';
import { casesOf, fromHex } from '../vectors';

const KEY = fromHex('3132333435363738393031323334353637383930');
const totp: Otp = {
  kind: 'totp', secret: KEY, issuer: 'Example', account: 'alice', algorithm: 'sha1', digits: 6, period: 30, counter: 0n,
};

interface Case { key_hex: string; digits: number; algorithm: Algorithm; code: string }

describe('codes', () => {
  it.each(
    casesOf<Case & { counter: number }>('otp/hotp.json'),
  )('are those of RFC 4226 for counter $counter', async one => {
    expect(await codeAt(
      { ...totp, kind: 'hotp', secret: fromHex(one.key_hex), algorithm: one.algorithm, digits: one.digits },
      BigInt(one.counter),
    )).toBe(one.code);
  });

  it.each(
    casesOf<Case & { unix_seconds: number; period: number }>('otp/totp.json'),
  )('are those of RFC 6238 at $unix_seconds with $algorithm', async one => {
    const otp =
      { ...totp, secret: fromHex(one.key_hex), algorithm: one.algorithm, digits: one.digits, period: one.period };
    expect(await codeAt(otp, stepAt(otp, one.unix_seconds * 1000))).toBe(one.code);
  });

  it.each(
    casesOf<{ secret: string; unix_seconds: number; code: string }>('otp/steam.json'),
  )('are those of Steam at $unix_seconds', async one => {
    const key = readTypedKey(one.secret);
    if (key.outcome !== 'accepted') throw new Error(key.message);
    const otp: Otp = { ...totp, kind: 'steam', secret: key.secret, digits: 5 };
    expect(await codeAt(otp, stepAt(otp, one.unix_seconds * 1000))).toBe(one.code);
  });

  it('have as many digits as asked, and ten at most', async () => {
    expect(await codeAt({ ...totp, digits: 1 }, 0n)).toBe('4');
    expect(await codeAt({ ...totp, digits: 10 }, 0n)).toBe('1284755224');
    await expect(codeAt({ ...totp, digits: 11 }, 0n)).rejects.toThrow(RangeError);
  });

  it('take every counter of 64 bits and no other', async () => {
    expect(await codeAt(totp, (1n << 64n) - 1n)).toMatch(/^[0-9]{6}$/);
    await expect(codeAt(totp, 1n << 64n)).rejects.toThrow(RangeError);
    await expect(codeAt(totp, -1n)).rejects.toThrow(RangeError);
  });

  it('agree with another library for any key, counter, algorithm and digits', () => fc.assert(fc.asyncProperty(
    fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.constantFrom<Algorithm>('sha1', 'sha256', 'sha512'),
    fc.integer({ min: 1, max: 10 }),
    async (key, counter, algorithm, digits) => {
      const secret = new Uint8Array(key);
      const expected = new HOTP({
        secret: new Secret({ buffer: secret.buffer }), algorithm: algorithm.toUpperCase(), digits, counter,
      }).generate();
      expect(await codeAt({ kind: 'hotp', secret, algorithm, digits }, BigInt(counter))).toBe(expected);
    }), { numRuns: 300 }));

  it('agree with another library at any time and period', () => fc.assert(fc.asyncProperty(
    fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 86_400 }),
    async (timestamp, period) => {
      const otp = { ...totp, period };
      expect(await codeAt(otp, stepAt(otp, timestamp))).toBe(
        new TOTP({ secret: new Secret({ buffer: KEY.buffer }), period }).generate({ timestamp }),
      );
    }), { numRuns: 300 }));

  it('take well under 0.2 ms each once the key is known', async () => {
    const many = 2_000, limit = 0.2 * many;
    expect(await quickest(limit, async () => {
      for (let step = 0; step < many; step++) await codeAt(totp, BigInt(step));
    })).toBeLessThan(limit);
  });
});

describe('codes of imported entries', () => {
  interface OathCase { entry: {
    kind: Otp['kind']; issuer: string; account: string; secret: string; algorithm: Algorithm; digits: number;
    period: number; counter?: string;
  }; time?: number; code: string }

  it.each(
    casesOf<OathCase>('vaults/codes.json'),
  )('are those of oathtool: $entry.issuer, $entry.account, $time', async ({ entry, time, code }) => {
    const key = readTypedKey(entry.secret);
    if (key.outcome !== 'accepted') throw new Error(key.message);
    const otp: Otp = { ...entry, secret: key.secret, counter: BigInt(entry.counter ?? 0) };
    expect(await codeAt(otp, time === undefined ? otp.counter : stepAt(otp, time * 1000))).toBe(code);
  });
});

describe('time', () => {
  it('changes the step at the end of the period', () => {
    expect(stepAt(totp, 29_999)).toBe(0n);
    expect(stepAt(totp, 30_000)).toBe(1n);
    expect(stepAt({ ...totp, period: 60 }, 60_000)).toBe(1n);
    expect(stepAt({ ...totp, kind: 'steam', period: 99 }, 60_000)).toBe(2n);
    expect(stepAt(totp, -1)).toBe(-1n);
  });

  it('says how many seconds are left, never none', () => {
    expect(secondsLeft(totp, 0)).toBe(30);
    expect(secondsLeft(totp, 29_999)).toBe(1);
    expect(secondsLeft(totp, 30_000)).toBe(30);
    expect(secondsLeft({ ...totp, period: 60 }, 31_500)).toBe(29);
  });
});
