import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase32 } from '../../src/core/base32';
import { keyInGroups } from '../../src/core/groups';
import { spacedCode } from '../../src/core/spaced';
import { readTypedKey } from '../../src/core/typed-key';
import { casesOf, toHex } from '../vectors';

interface TypedCase {
  name: string; text: string; hex?: string; incomplete?: boolean;
  refused?: string; character?: string; position?: number; likely?: string;
}

const KEYS = fc.uint8Array({ minLength: 1, maxLength: 1024 });

describe('base32', () => {
  it.each(
    casesOf<{ data: string; text: string }>('otp/base32.json'),
  )('writes "$data" as RFC 4648 does, without padding', one => {
    expect(encodeBase32(new TextEncoder().encode(one.data))).toBe(one.text.replace(/=+$/, ''));
  });

  it('is read back, whatever the bytes', () => fc.assert(fc.property(KEYS, bytes => {
    const reading = readTypedKey(keyInGroups(bytes).toLowerCase());
    expect(reading).toMatchObject({ outcome: 'accepted', looksIncomplete: false });
    if (reading.outcome === 'accepted') expect(toHex(reading.secret)).toBe(toHex(bytes));
  })));
});

describe('a typed key', () => {
  it.each(casesOf<TypedCase>('otp/typed-keys.json'))('$name', one => {
    const reading = readTypedKey(one.text);
    if (one.refused === undefined) {
      expect(reading).toMatchObject({ outcome: 'accepted', looksIncomplete: one.incomplete });
      if (reading.outcome === 'accepted') expect(toHex(reading.secret)).toBe(one.hex);
      return;
    }
    expect(reading.outcome).toBe(one.refused);
    if (reading.outcome === 'bad_character') {
      expect({ character: reading.character, position: reading.position, likely: reading.suggestion ?? '' })
        .toEqual({ character: one.character, position: one.position, likely: one.likely });
    }
  });

  it('says which character, where, and what it may be', () => {
    expect(readTypedKey('JBSW 1').message).toBe(
      'Character 6, "1", cannot be part of a key: keys have the letters A to Z and the digits 2 to 7. Is it I or L?',
    );
    expect(readTypedKey('А').message).toBe(
      'Character 1, "А" (U+0410), cannot be part of a key: keys have the letters A to Z and the digits 2 to 7.',
    );
    expect(readTypedKey('\u202E').message).toBe(
      'Character 1, (U+202E), cannot be part of a key: keys have the letters A to Z and the digits 2 to 7.',
    );
  });

  it('has 1,024 bytes at most', () => {
    expect(readTypedKey('A'.repeat(1_640)).outcome).toBe('too_long');
    expect(readTypedKey('A'.repeat(1_639)).outcome).toBe('accepted');
  });
});

describe('groups', () => {
  it('have four characters, the last one fewer', () => {
    expect(keyInGroups(new TextEncoder().encode('Hello!'))).toBe('JBSW Y3DP EE');
    expect(keyInGroups(new TextEncoder().encode('fooba'))).toBe('MZXW 6YTB');
  });
});

describe('a spaced code', () => {
  it.each([
    ['1234', '1234'], ['12345', '12345'], ['FR8RV', 'FR8RV'], ['123456', '123 456'], ['1234567', '123 4567'],
    ['12345678', '1234 5678'], ['123456789', '123 456 789'], ['1234567890', '12345 67890'],
  ])(
    '%s is shown as %s', (code, shown) => expect(spacedCode(code)).toBe(shown));
});
