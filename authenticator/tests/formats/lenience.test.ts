// Readings that no file of vectors/ covers.
import { describe, expect, it } from 'vitest';
import { toUtf8 } from '../../src/core/text';
import { readCsv } from '../../src/formats/csv';
import { parseJson } from '../../src/formats/json';
import { readFile } from '../../src/formats/read-file';
import type { EntryRefusal, FileRefusal, Format } from '../../src/formats/reading';
import { entryRefusalMessage, fileRefusalMessage, formatName, warningMessage } from '../../src/formats/words';
import { writeMigration } from '../../src/core/migration';

const SECRET = 'JBSWY3DPEHPK3PXP';
const read =
  async (content: string | object) => readFile(toUtf8(typeof content === 'string' ? content : JSON.stringify(content)));

describe('Ente', () => {
  const shown =
    (display: string) => `otpauth://totp/A:b?secret=${SECRET}&issuer=A&codeDisplay=${encodeURIComponent(display)}`;

  it('reads lines that are joined by commas, and issuers with a period glued to them', async () => {
    expect(
      await read(`${shown('{"pinned":true}')},otpauth://totp/b?secret=${SECRET}&issuer=Oldperiod=30`),
    ).toMatchObject({
      outcome: 'read', format: 'ente',
      items: [{ entry: { issuer: 'A', favourite: true } }, { entry: { issuer: 'Old', account: 'b' } }],
    });
  });

  it('takes a note of any length, and goes on without a display that cannot be read', async () => {
    const note = 'long '.repeat(5_000);
    expect(await read(
      [shown(JSON.stringify({ note })), shown('{'), shown('{"note":1,"tags":"x","trashed":"no"}')].join('\n'),
    )).toMatchObject({
      outcome: 'read', items: [
        { entry: { note } }, { entry: { note: '', groups: [], favourite: false } }, { entry: { note: '', groups: [] } },
      ],
    });
  });
});

describe('a file of parts of a Google export', () => {
  it('says which parts are missing', async () => {
    const entries = Array.from({ length: 25 }, (_, index) => ({
      kind: 'totp' as const, secret: toUtf8('12345678901234567890'), issuer: 'A', account: `${index}`,
      algorithm: 'sha1' as const, digits: 6, period: 30, counter: 0n, note: '', groups: [], favourite: false,
    }));
    const [first, , third] = writeMigration(entries, 1).uris;
    const other = writeMigration(entries.slice(0, 1), 2).uris[0]!;
    const reading = await read([third, other, first].join('\n'));
    expect(reading).toMatchObject({ outcome: 'read', format: 'google_migration', missingParts: [2] });
    expect(reading.outcome === 'read' && reading.items.map(item => 'entry' in item && item.entry.account)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `${index}`), '20', '21', '22', '23', '24', '0',
    ]);
  });
});

describe('Bitwarden', () => {
  const vault =
    (login: object, name = 'Item') => ({ encrypted: false, folders: [], items: [{ type: 1, name, login }] });

  it('fills in names that the address lacks', async () => {
    expect(await read(vault({ username: 'me', totp: `otpauth://totp/?secret=${SECRET}` }))).toMatchObject({
      items: [{ entry: { kind: 'totp', issuer: 'Item', account: 'me' }, warnings: [] }],
    });
    expect(await read(vault({ username: null, totp: `otpauth://totp/b?secret=${SECRET}` }))).toMatchObject({
      items: [{ entry: { issuer: 'Item', account: 'b' } }],
    });
  });

  it('does not take a key for Steam because its item is called so', async () => {
    expect(await read(vault({ totp: `otpauth://totp/b?secret=${SECRET}` }, 'Steam'))).toMatchObject({
      items: [{ entry: { kind: 'totp', digits: 6 } }],
    });
  });

  it('leaves a nameless bare key out, with its place', async () => {
    expect(await read(vault({ totp: SECRET }, ''))).toMatchObject({ items: [{ name: 'entry 1', refused: 'no_name' }] });
  });
});

describe('a table', () => {
  it('has quotes, line ends and commas inside cells', () => {
    expect(readCsv('a,"b ""c"", d\r\ne",\r\n\n"",f\rg')).toEqual([['a', 'b "c", d\r\ne', ''], ['', 'f'], ['g']]);
    expect(readCsv('a,"b')).toBeUndefined();
    expect(readCsv('')).toEqual([]);
  });
});

describe('JSON', () => {
  it('that says no kind is guessed in 2FAS alone, whose first files had none', async () => {
    const nothing = [{ name: 'A', refused: 'unknown_kind' }];
    expect(await read([{ label: 'A', secret: SECRET }])).toMatchObject({ items: nothing });
    expect(await read({ header: {}, db: { entries: [{ name: 'A', info: { secret: SECRET } }] } })).toMatchObject({
      items: nothing,
    });
    expect(await read({ tokens: [{ label: 'A', secret: [1] }] })).toMatchObject({ items: nothing });
    expect(await read({ Authenticators: [{ Username: 'A', Secret: SECRET }] })).toMatchObject({ items: nothing });
    expect(await read({ schemaVersion: 1, services: [{ name: 'A', secret: SECRET, otp: {} }] })).toMatchObject({
      items: [{ entry: { kind: 'totp', issuer: 'A' } }],
    });
  });

  it('may be nested 32 deep, and brackets in texts do not count', () => {
    expect(parseJson(`${'['.repeat(32)}${']'.repeat(32)}`)).toBeDefined();
    expect(parseJson(`${'['.repeat(33)}${']'.repeat(33)}`)).toBeUndefined();
    expect(parseJson(`["${'['.repeat(50)}\\"${'{'.repeat(50)}"]`)).toBeDefined();
  });

  it('with half a character in a name is read', async () => {
    expect(await read(`[{"type":"TOTP","label":"a\\ud83d","secret":"${SECRET}","tags":["\\udd11"]}]`)).toMatchObject({
      items: [{ entry: { account: 'a\uFFFD', groups: ['\uFFFD'] } }],
    });
  });

  it('cannot reach behind an object for its fields', async () => {
    expect(await read(
      '[{"type":"constructor","label":"a","secret":"A"},{"type":"TOTP","label":"a","algorithm":"__proto__"}]',
    )).toMatchObject({ items: [{ refused: 'unknown_kind' }, { refused: 'unknown_algorithm' }] });
    expect(await read('{"__proto__":{"tokens":[]}}')).toEqual({ outcome: 'refused', reason: 'not_recognised' });
  });
});

describe('words', () => {
  it('tell what to do about a file that asks for more than a web app has', () => {
    expect(fileRefusalMessage('kdf_out_of_bounds', 'ente')).toBe(
      'This file asks for more memory to open than a web app may use. '
      + 'Read it on a computer with sparekey-auth, or export from Ente Auth again without a password.',
    );
    expect(fileRefusalMessage('kdf_out_of_bounds', 'aegis')).toBe(
      'This file asks for more memory or time to open than any honest one does, so it was not tried. '
      + 'Export again from the other app.',
    );
    expect(fileRefusalMessage('too_large')).toBe('This file is too large: at most 32 MiB and 10,000 entries are read.');
  });

  it('are whole sentences, calm ones', () => {
    const files: FileRefusal[] = [
      'not_recognised', 'unsupported_format', 'account_bound', 'kdf_out_of_bounds', 'too_large', 'damaged',
      'wrong_password',
    ];
    const entries: EntryRefusal[] = [
      'not_otp_auth', 'migration', 'unknown_kind', 'no_name', 'secret_missing', 'secret_empty', 'secret_unreadable',
      'secret_too_long', 'unknown_algorithm', 'bad_digits', 'bad_period', 'bad_counter', 'contradiction', 'too_long',
      'damaged',
    ];
    for (const sentence of [
      ...files.map(reason => fileRefusalMessage(reason)), ...entries.map(entryRefusalMessage),
      warningMessage('short_key'), warningMessage('newer_version'),
    ]) {
      expect(sentence).toMatch(/^[A-Z][^!]*\.$/);
    }
    expect((['aegis', 'twofas', 'ente'] satisfies Format[]).map(formatName)).toEqual(['Aegis', '2FAS', 'Ente Auth']);
  });
});
