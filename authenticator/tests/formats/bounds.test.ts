import { describe, expect, it } from 'vitest';
import { toUtf8 } from '../../src/core/text';
import { argon2idKey, argon2Within, iterationsWithin, scryptKey, scryptWithin } from '../../src/formats/kdf';
import { readFile } from '../../src/formats/read-file';
import { quickest } from '../quickest';
import { readVectors, toHex } from '../vectors';

const MIB = 1024 * 1024;

describe('costs of key derivation', () => {
  it('of scrypt are bounded', () => {
    expect(scryptWithin(2 ** 15, 8, 1)).toEqual({ n: 2 ** 15, r: 8, p: 1 });
    expect([
      scryptWithin(2 ** 10, 1, 1), scryptWithin(2 ** 20, 2, 16), scryptWithin(2 ** 16, 32, 1),
    ]).not.toContain(undefined);
    for (const [n, r, p] of [
      [2 ** 9, 8, 1], [2 ** 21, 1, 1], [32_767, 8, 1], [2 ** 20, 3, 1], [2 ** 15, 0, 1], [2 ** 15, 33, 1],
      [2 ** 15, 8, 0], [2 ** 15, 8, 17], [2 ** 15, 8.5, 1], [NaN, 8, 1], [-(2 ** 15), 8, 1],
    ] as const)
      expect(scryptWithin(n, r, p), `${n} ${r} ${p}`).toBeUndefined();
  });

  it('of Argon2id are bounded: by 256 MiB in the web app', () => {
    expect([argon2Within(8, 1, 1), argon2Within(256 * 1024, 16, 16)]).not.toContain(undefined);
    for (const [kib, passes, lanes] of [
      [7, 1, 1], [256 * 1024 + 1, 1, 1], [1024, 0, 1], [1024, 17, 1], [1024, 1, 0], [1024, 1, 17], [63, 1, 8],
      [1024.5, 1, 1],
    ] as const)
      expect(argon2Within(kib, passes, lanes), `${kib} ${passes} ${lanes}`).toBeUndefined();
  });

  it('of PBKDF2 are bounded', () => {
    expect([iterationsWithin(1), iterationsWithin(10_000_000)]).toEqual([1, 10_000_000]);
    expect([iterationsWithin(0), iterationsWithin(10_000_001), iterationsWithin(1.5)]).toEqual([
      undefined, undefined, undefined,
    ]);
  });

  it("of Ente's usual file, 1 GiB, are refused before anything is derived, with or without a password", async () => {
    const file = {
      ...readVectors<object>('vaults/ente/encrypted.txt'),
      kdfParams: { memLimit: 1024 * MIB, opsLimit: 4, salt: 'AAAAAAAAAAAAAAAAAAAAAA==' },
    };
    const bytes = toUtf8(JSON.stringify(file));
    expect(await quickest(2_000, async () => {
      for (const password of [undefined, 'secret']) {
        expect(await readFile(bytes, password)).toEqual({
          outcome: 'refused', format: 'ente', reason: 'kdf_out_of_bounds',
        });
      }
    })).toBeLessThan(2_000);   // deriving would take four times as much
  });

  it("of an Aegis file's slots are bounded together: two of the costliest are refused unread", async () => {
    const file = readVectors<{ header: { slots: { type: number }[] } }>('vaults/aegis/encrypted.json');
    const costliest = { ...file.header.slots.find(slot => slot.type === 1)!, n: 2 ** 20, r: 2, p: 16 };
    const holding =
      (slots: readonly object[]) => toUtf8(JSON.stringify({ ...file, header: { ...file.header, slots } }));
    expect(await readFile(holding([costliest]))).toMatchObject({ outcome: 'password_needed' });
    expect(await readFile(holding([costliest, costliest]))).toEqual({
      outcome: 'refused', format: 'aegis', reason: 'kdf_out_of_bounds',
    });
  });
});

describe('derived keys', () => {
  it('are those of RFC 7914 section 12 and of the reference Argon2', async () => {
    // The first half of 64 bytes.
    expect(toHex((await scryptKey('pleaseletmein', toUtf8('SodiumChloride'), { n: 16_384, r: 8, p: 1 }))!)).toBe(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
    );
    // github.com/P-H-C/phc-winner-argon2 src/test.c: Argon2id, version 19, 2 passes, 2^16 KiB, 1 lane
    expect(toHex((await argon2idKey('password', toUtf8('somesalt'), { kib: 65_536, passes: 2, lanes: 1 }))!)).toBe(
      '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
    );
  });
});

describe('a device', () => {
  it('that has not the memory says so instead of failing', async () => {
    // More than the 4 GiB that WebAssembly can address.
    expect(
      await argon2idKey('password', toUtf8('somesalt'), { kib: 4 * 1024 * 1024, passes: 1, lanes: 1 }),
    ).toBeUndefined();
    expect(await scryptKey('password', toUtf8('salt'), { n: 2 ** 22, r: 8, p: 1 })).toBeUndefined();
  });
});

describe('sizes', () => {
  it('over 32 MiB are refused unread', async () => {
    expect(await readFile(new Uint8Array(32 * MIB + 1))).toEqual({ outcome: 'refused', reason: 'too_large' });
  });

  it('over 10,000 entries are refused', async () => {
    const address = 'otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP\n';
    expect(await readFile(toUtf8(address.repeat(10_001)))).toEqual({
      outcome: 'refused', format: 'uri_list', reason: 'too_large',
    });
    expect(await readFile(toUtf8(JSON.stringify(Array.from({ length: 10_001 }, () => ({}))))  )).toEqual({
      outcome: 'refused', format: 'andotp', reason: 'too_large',
    });
    expect(await readFile(toUtf8(address.repeat(10_000)))).toMatchObject({ outcome: 'read', format: 'uri_list' });
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['blank lines', '\n'], ['lines of spaces', ' \n'], ['brackets', '['], ['objects in lists', '[{'],
    ['addresses in one line', 'otpauth://totp/a?secret=JBSWY3DP&'],
    ['issuers', 'otpauth://totp/a?codeDisplay=1&issuer=period=1'],
    ['parts', 'otpauth-migration://offline?data=GAIgAQ\n'], ['cells', 'login_totp,"",'], ['quotes', 'login_totp,""'],
    ['escapes', '{"\\'], ['commas', ',otpauth://'],
  ];
  it.each(hostile)('of 2 MiB of %s are answered within a second', async (_, piece) => {
    const bytes = toUtf8(piece.repeat(Math.floor(2 * MIB / piece.length)));
    expect(
      await quickest(1_000, async () => expect((await readFile(bytes)).outcome).toMatch(/^(read|refused)$/)),
    ).toBeLessThan(1_000);
  });
});
