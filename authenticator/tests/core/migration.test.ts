import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Algorithm, Entry } from '../../src/core/entry';
import { gatherParts, readMigrationPart, writeMigration, type MigrationPart } from '../../src/core/migration';
import { asExpected, withDefaults, type ExpectedItem } from '../expected-items';
import { casesOf, toHex } from '../vectors';

const alice: Entry = {
  kind: 'totp', secret: new TextEncoder().encode('Hello!1234'), issuer: 'Example', account: 'alice@example.com',
  algorithm: 'sha1', digits: 6, period: 30, counter: 0n,
  note: '', groups: [], favourite: false,
};

function partOf(uri: string): MigrationPart {
  const reading = readMigrationPart(uri);
  if (reading.outcome !== 'part') throw new Error(reading.reason);
  return reading.part;
}

function entriesOf(part: Pick<MigrationPart, 'items'>): Entry[] {
  return part.items.map(item => {
    if (!('entry' in item)) throw new Error(item.refused);
    return item.entry;
  });
}

describe('a part of a Google export', () => {
  it('is read with raw + and /, with spaces for +, and without padding', () => {
    const uri = writeMigration([{ ...alice, secret: new Uint8Array(20).fill(0xfb) }], 1).uris[0]!;
    expect(uri).toContain('%2B');
    const data = decodeURIComponent(uri.split('data=')[1]!);
    for (const spelled of [
      data, data.replaceAll('+', ' '), data.replaceAll('+', '%20'), data.replace(/=+$/, ''),
      data.replaceAll('+', '-').replaceAll('/', '_'),
    ])
      expect(toHex(entriesOf(partOf(`otpauth-migration://offline?data=${spelled}`))[0]!.secret)).toBe('fb'.repeat(20));
  });

  it.each(casesOf<{
    name: string; uri: string; batch: { id: number; size: number; index: number }; items: ExpectedItem[];
  }>('migration/accepted.json'))('is read: $name', one => {
    const part = partOf(one.uri);
    expect({ id: part.batchId, size: part.batchSize, index: part.batchIndex }).toEqual(one.batch);
    expect(part.items.map(asExpected)).toEqual(one.items.map(withDefaults));
  });

  it.each(casesOf<{ name: string; uri: string; reason: string }>('migration/refused.json'))('is refused: $name', one =>
    expect(readMigrationPart(one.uri)).toEqual({ outcome: 'refused', reason: one.reason }));

  it('says algorithm MD5, and a kind and digits that nobody knows, for what they are', () => {
    const entry = (fields: string): string => {   // secret "0123456789", name "A:b"
      const message = `0a0a303132333435363738391203413a62${fields}`;
      return Buffer.from(`0a${(message.length / 2).toString(16).padStart(2, '0')}${message}`, 'hex')
        .toString('base64url');
    };
    const itemOf = (fields: string) => partOf(`otpauth-migration://offline?data=${entry(fields)}`).items[0];
    expect(itemOf('')).toMatchObject({
      entry: { kind: 'totp', issuer: 'A', account: 'b', algorithm: 'sha1', digits: 6, period: 30 }, warnings: [],
    });
    expect(itemOf('200428023001')).toEqual({ name: 'A: b', refused: 'unknown_algorithm' });
    expect(itemOf('2801280330023802')).toEqual({ name: 'A: b', refused: 'bad_digits' });
    expect(itemOf('3003')).toEqual({ name: 'A: b', refused: 'unknown_kind' });
    expect(itemOf('300138ffffffffffffffffff01')).toEqual({ name: 'A: b', refused: 'bad_counter' });
  });
});

describe('parts', () => {
  const many = Array.from({ length: 25 }, (_, index): Entry => ({ ...alice, account: `alice${index}@example.com` }));
  const [first, second, third] =
    writeMigration(many, -2_115_474_809).uris.map(partOf) as [MigrationPart, MigrationPart, MigrationPart];

  it('are written with ten entries each and one negative id', () => {
    expect([first, second, third].map(part => [part.batchId, part.batchSize, part.batchIndex, part.items.length]))
      .toEqual([[-2_115_474_809, 3, 0, 10], [-2_115_474_809, 3, 1, 10], [-2_115_474_809, 3, 2, 5]]);
  });

  it('are gathered in any order, one of them twice', () => {
    const gathered = gatherParts([third, first, third, second]);
    expect(gathered).toMatchObject({ complete: true, missing: [], others: [] });
    expect(entriesOf(gathered).map(entry => entry.account)).toEqual(many.map(entry => entry.account));
  });

  it.each(casesOf<{
    name: string; uris: string[]; expect: { missing: number[]; items: ExpectedItem[]; other: number[] };
  }>('migration/batches.json'))('are gathered: $name', one => {
    const gathered = gatherParts(one.uris.map(partOf));
    expect(gathered).toMatchObject({
      complete: one.expect.missing.length === 0, missing: one.expect.missing, others: one.expect.other,
    });
    expect(gathered.items.map(asExpected)).toEqual(one.expect.items.map(withDefaults));
  });

  it('that are missing are named by their number', () => {
    expect(gatherParts([second])).toMatchObject({ complete: false, missing: [1, 3] });
    expect(gatherParts([])).toMatchObject({ complete: false, missing: [], items: [] });
  });

  it('of another export are not mixed in', () => {
    const stranger = partOf(writeMigration([alice], 7).uris[0]!);
    expect(gatherParts([first, stranger, second])).toMatchObject({ complete: false, missing: [3], others: [1] });
  });

  it('leave out what the format cannot carry, and say why', () => {
    const odd: Entry[] = [
      { ...alice, period: 60 }, { ...alice, digits: 7 }, { ...alice, kind: 'steam', digits: 5 },
      { ...alice, kind: 'hotp', counter: 1n << 63n },
    ];
    const written = writeMigration([...odd, alice], 1);
    expect(written.leftOut.map(({ entry, why }) => [odd.indexOf(entry), why])).toEqual([
      [0, 'period'], [1, 'digits'], [2, 'steam'], [3, 'counter'],
    ]);
    expect(written.uris).toHaveLength(1);
    expect(writeMigration(odd, 1).uris).toEqual([]);
  });

  it('hold fewer entries if cameras would read a QR code of ten badly, and none that no QR code holds', () => {
    const huge: Entry = { ...alice, account: 'x'.repeat(1_000) };
    const long = [
      ...Array.from({ length: 12 }, (_, number): Entry => ({ ...alice, account: `${number}`.padEnd(150, 'x') })), huge,
      alice,
    ];
    const endless: Entry = { ...alice, account: 'x'.repeat(3_000) };
    const { uris, leftOut } = writeMigration([...long, endless], -1);
    expect(uris.map(uri => partOf(uri).items.length)).toEqual([4, 4, 4, 1, 1]);
    // ISO/IEC 18004 table 7, level M: version 27 holds 1,125 bytes, version 40 holds 2,331.
    expect(uris.filter(uri => uri.length > 1_125 && partOf(uri).items.length > 1)).toEqual([]);
    expect(uris.filter(uri => uri.length > 2_331)).toEqual([]);
    expect(entriesOf(gatherParts(uris.map(partOf))).map(entry => entry.account)).toEqual(
      long.map(entry => entry.account),
    );
    expect(leftOut).toEqual([{ entry: endless, why: 'length' }]);
  });

  it('are read as they were written', () => {
    const name =
      fc.string({ unit: 'grapheme', maxLength: 20 }).map(text => text.replace(/[\p{Cc}\s]/gu, '').normalize('NFC'));
    const entry = fc.record({
      kind: fc.constantFrom('totp' as const, 'hotp' as const),
      secret: fc.uint8Array({ minLength: 1, maxLength: 64 }).map(bytes => new Uint8Array(bytes)),
      issuer: name, account: name, algorithm: fc.constantFrom<Algorithm>('sha1', 'sha256', 'sha512'),
      digits: fc.constantFrom(6, 8),
      period: fc.constant(30), counter: fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }), note: fc.constant(''),
      groups: fc.constant([]), favourite: fc.constant(false),
    }).filter(one => one.issuer + one.account !== '').map((one): Entry =>
      one.kind === 'totp' ? { ...one, counter: 0n } : one);
    fc.assert(fc.property(fc.array(entry, { maxLength: 25 }), fc.integer(), (entries, batchId) => {
      expect(entriesOf(gatherParts(writeMigration(entries, batchId).uris.map(partOf)))).toEqual(entries);
    }), { numRuns: 200 });
  });
});
