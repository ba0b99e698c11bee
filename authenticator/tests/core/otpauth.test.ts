import fc from 'fast-check';
import { HOTP, Secret, TOTP, URI } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { encodeBase32 } from '../../src/core/base32';
import type { Algorithm, Kind, Otp } from '../../src/core/entry';
import { formatOtpAuth, parseOtpAuth } from '../../src/core/otpauth';
import { readTypedKey } from '../../src/core/typed-key';
import { casesOf } from '../vectors';

interface Parts {
  kind: Kind; issuer: string; account: string; secret: string; algorithm: Algorithm; digits: number; period: number;
  counter?: number | string; label_issuer?: string;
}

function partsOf(otp: Otp): Parts {
  return {
    kind: otp.kind, issuer: otp.issuer, account: otp.account, secret: encodeBase32(otp.secret),
    algorithm: otp.algorithm, digits: otp.digits, period: otp.period,
    ...(otp.kind === 'hotp' ? { counter: String(otp.counter) } : {}),
    ...(otp.labelIssuer === undefined ? {} : { label_issuer: otp.labelIssuer }),
  };
}

function otpOf(parts: Parts): Otp {
  const key = readTypedKey(parts.secret);
  if (key.outcome !== 'accepted') throw new Error(key.message);
  return { ...parts, secret: key.secret, counter: BigInt(parts.counter ?? 0) };
}

describe('an otpauth address', () => {
  it.each(
    casesOf<{ name: string; uri: string; expect: Parts & { warnings: string[] } }>('otpauth/accepted.json'),
  )('is read: $name', one => {
    const { warnings, counter, ...parts } = one.expect;
    const reading = parseOtpAuth(one.uri);
    expect(reading).toMatchObject({ outcome: 'parsed', warnings });
    if (reading.outcome === 'parsed') {
      expect(partsOf(reading.otp)).toEqual({
        ...parts, ...(counter === undefined ? {} : { counter: String(counter) }),
      });
    }
  });

  it.each(casesOf<{ name: string; uri: string; reason: string }>('otpauth/refused.json'))('is refused: $name', one => {
    expect(parseOtpAuth(one.uri)).toMatchObject({ outcome: 'refused', reason: one.reason });
  });

  it.each(casesOf<{ name: string; parts: Parts; uri: string }>('otpauth/written.json'))('is written: $name', one => {
    expect(formatOtpAuth(otpOf(one.parts))).toBe(one.uri);
  });

  it('of over 16,384 characters is refused', () => {
    const address = 'otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP&image=';
    expect(parseOtpAuth(address.padEnd(16_384, 'x')).outcome).toBe('parsed');
    expect(parseOtpAuth(address.padEnd(16_385, 'x'))).toMatchObject({ outcome: 'refused', reason: 'too_long' });
  });

  it('never repeats the key when it refuses', () => {
    const reading = parseOtpAuth('otpauth://totp/A:b?secret=JBSWY3DPEHPK3PX0');
    expect(reading).toEqual({
      outcome: 'refused', reason: 'secret_unreadable', name: 'A: b',
      message:
        'The key in this set-up code cannot be read. '
        + 'Character 16, "0", cannot be part of a key: keys have the letters A to Z and the digits 2 to 7. Is it O?',
    });
  });

  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map(text => text.replace(/[\p{Cc}\s]/gu, '').normalize('NFC'))
    .filter(text => text !== '');
  const otp: fc.Arbitrary<Otp> = fc.record({
    kind: fc.constantFrom<Kind>('totp', 'hotp', 'steam'),
    secret: fc.uint8Array({ minLength: 1, maxLength: 64 }).map(bytes => new Uint8Array(bytes)),
    issuer: name, account: name, algorithm: fc.constantFrom<Algorithm>('sha1', 'sha256', 'sha512'),
    digits: fc.integer({ min: 1, max: 10 }),
    period: fc.integer({ min: 1, max: 86_400 }), counter: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  }).map(one => one.kind === 'steam'
    ? { ...one, algorithm: 'sha1' as const, digits: 5, period: 30, counter: 0n }
    : one.kind === 'hotp' ? { ...one, period: 30 }
    : { ...one, counter: 0n });

  it('is read as it was written, whatever the names', () => fc.assert(fc.property(otp, one => {
    const reading = parseOtpAuth(formatOtpAuth(one));
    expect(reading.outcome).toBe('parsed');
    if (reading.outcome === 'parsed') expect(partsOf(reading.otp)).toEqual(partsOf(one));
  }), { numRuns: 1_000 }));

  it('of a six-digit totp key whose issuer is Steam stays one', () => {
    const six = otpOf({
      kind: 'totp', issuer: 'Steam', account: 'b', secret: 'JBSWY3DPEHPK3PXP', algorithm: 'sha1', digits: 6, period: 30,
    });
    expect(parseOtpAuth(formatOtpAuth(six))).toMatchObject({ outcome: 'parsed', otp: { kind: 'totp', digits: 6 } });
  });

  // The other library cannot read an issuer with a colon as it wrote it.
  const theirKind = otp.filter(one => one.kind !== 'steam' && one.counter < 1n << 53n && !one.issuer.includes(':'));
  it('that another library writes is read as that library meant it', () => fc.assert(fc.property(theirKind, one => {
    const secret = new Secret({ buffer: one.secret.slice().buffer });
    const theirs =
      { issuer: one.issuer, label: one.account, secret, algorithm: one.algorithm.toUpperCase(), digits: one.digits };
    const uri = (one.kind === 'hotp'
      ? new HOTP({ ...theirs, counter: Number(one.counter) })
      : new TOTP({ ...theirs, period: one.period })).toString();
    expect(URI.parse(uri).label).toBe(one.account);
    const reading = parseOtpAuth(uri);
    if (reading.outcome === 'parsed') expect(partsOf(reading.otp)).toEqual(partsOf(one));
    else throw new Error(reading.message);
  }), { numRuns: 500 }));
});
