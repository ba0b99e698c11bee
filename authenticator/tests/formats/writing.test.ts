import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Algorithm, Entry, KeptEntry } from '../../src/core/entry';
import { fromUtf8, toUtf8 } from '../../src/core/text';
import { writeAegis } from '../../src/formats/aegis';
import { writeContent } from '../../src/formats/aegis-written';
import { readFile } from '../../src/formats/read-file';
import { writeUriList } from '../../src/formats/uri-list';

const alice: KeptEntry = {
  id: '0b8ff9ae-0d11-4e2d-8d4c-6d6b1f0a2c11', kind: 'totp', secret: toUtf8('12345678901234567890'), issuer: 'Example',
  account: 'alice@example.com', algorithm: 'sha256', digits: 8, period: 60, counter: 0n,
  note: 'line one\nline "two" \\', groups: ['Work', 'Личное'], favourite: true,
};
const counter: Entry = {
  ...alice, kind: 'hotp', algorithm: 'sha1', digits: 6, period: 30, counter: 9_007_199_254_740_991n, note: '',
  groups: ['Work'], favourite: false,
};
const steam: Entry = { ...alice, kind: 'steam', issuer: 'Steam', algorithm: 'sha1', digits: 5, period: 30, groups: [] };

async function entriesOf(text: string, password?: string): Promise<Entry[]> {
  const reading = await readFile(toUtf8(text), password);
  if (reading.outcome !== 'read') throw new Error(JSON.stringify(reading));
  return reading.items.map(item => {
    if (!('entry' in item)) throw new Error(`${item.name}: ${item.refused}`);
    return item.entry;
  });
}

function withoutId({ id, ...entry }: KeptEntry): Entry {
  return entry;
}

const text =
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(one => one.replace(/[\p{Cc}\s]/gu, '').normalize('NFC'));
const anyEntry: fc.Arbitrary<Entry> = fc.record({
  kind: fc.constantFrom('totp' as const, 'hotp' as const, 'steam' as const),
  secret: fc.uint8Array({ minLength: 1, maxLength: 64 }).map(bytes => new Uint8Array(bytes)), issuer: text,
  account: text,
  algorithm: fc.constantFrom<Algorithm>('sha1', 'sha256', 'sha512'), digits: fc.integer({ min: 1, max: 10 }),
  period: fc.integer({ min: 1, max: 86_400 }), counter: fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
  note: fc.string({ unit: 'grapheme' }), groups: fc.uniqueArray(text.filter(one => one !== ''), { maxLength: 3 }),
  favourite: fc.boolean(),
}).filter(one => one.issuer + one.account !== '').map(one => one.kind === 'steam'
  ? { ...one, algorithm: 'sha1' as const, digits: 5, period: 30, counter: 0n }
  : one.kind === 'hotp' ? { ...one, period: 30 }
  : { ...one, counter: 0n });

describe('a backup in the Aegis format', () => {
  it('is read back entry for entry with its password, and by no other', async () => {
    const file = await writeAegis([alice, counter, steam], 'correct horse 🐎');
    expect(await entriesOf(file, 'correct horse 🐎')).toEqual([
      withoutId(alice), withoutId({ ...counter, id: '' }), withoutId({ ...steam, id: '' }),
    ]);
    expect(await readFile(toUtf8(file), 'correct horse')).toEqual({
      outcome: 'refused', format: 'aegis', reason: 'wrong_password',
    });
    expect(await readFile(toUtf8(file))).toEqual({ outcome: 'password_needed', format: 'aegis' });
  });

  it('has one password slot of the usual cost, and nothing of the entries outside its seal', async () => {
    const file = await writeAegis([alice], 'password');
    const { version, header } =
      JSON.parse(file) as { version: number; header: { slots: Record<string, unknown>[]; params: unknown } };
    expect({ version, header }).toEqual({
      version: 1, header: {
        slots: [{
          type: 1, uuid: expect.any(String), key: expect.stringMatching(/^[0-9a-f]{64}$/),
          key_params: { nonce: expect.stringMatching(/^[0-9a-f]{24}$/), tag: expect.stringMatching(/^[0-9a-f]{32}$/) },
          n: 32_768, r: 8, p: 1, salt: expect.stringMatching(/^[0-9a-f]{64}$/), repaired: true, is_backup: false,
        }],
        params: { nonce: expect.stringMatching(/^[0-9a-f]{24}$/), tag: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    });
    expect(file).not.toContain('alice');
    expect(await writeAegis([alice], 'password')).not.toBe(file);
  });

  it('has contents of version 3 with ids, groups and counters as Aegis has them', () => {
    const content = JSON.parse(
      writeContent([alice, { ...counter, counter: 5n }]),
    ) as { version: number; entries: Record<string, unknown>[]; groups: { uuid: string; name: string }[] };
    const [work, own] = content.groups;
    expect(content).toMatchObject({
      version: 3, groups: [{ name: 'Work' }, { name: 'Личное' }], icons_optimized: true,
    });
    expect(content.entries[0]).toEqual({
      type: 'totp', uuid: alice.id, name: 'alice@example.com', issuer: 'Example', note: 'line one\nline "two" \\',
      favorite: true, icon: null, groups: [work!.uuid, own!.uuid],
      info: { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', algo: 'SHA256', digits: 8, period: 60 },
    });
    expect(content.entries[1]).toMatchObject({ type: 'hotp', groups: [work!.uuid], info: { counter: 5 } });
    expect(writeContent([{ ...counter, counter: 18_446_744_073_709_551_615n }])).toContain(
      '"counter":18446744073709551615}',
    );
  });

  it('is read as it was written, whatever the entries', () => fc.assert(fc.asyncProperty(fc.array(anyEntry, {
    maxLength: 5,
  }), async entries => {
    const plain = `{"version":1,"header":{"slots":null,"params":null},"db":${writeContent(entries)}}`;
    expect(await entriesOf(plain)).toEqual(entries);
  }), { numRuns: 300 }));
});

describe('a list of addresses', () => {
  it('has one a line and is read back', async () => {
    const list = writeUriList([alice, counter, steam]);
    expect(list.split('\n')).toHaveLength(4);
    expect(list).toMatch(/^[\x20-\x7e\n]*$/);
    expect((await entriesOf(list)).map(entry =>
      [entry.kind, entry.issuer, entry.account, entry.digits, entry.counter, fromUtf8(entry.secret)]))
      .toEqual([alice, counter, steam].map(entry =>
        [entry.kind, entry.issuer, entry.account, entry.digits, entry.counter, fromUtf8(entry.secret)]));
    expect(writeUriList([])).toBe('');
  });
});
