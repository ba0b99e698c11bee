import { describe, expect, it } from 'vitest';
import { writeMigration } from '../../src/core/migration';
import { beginsWithAddress, receive } from '../../src/screens/add/received';
import { entry } from './entries';

const ALICE = 'otpauth://totp/Sparekey:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sparekey';
const BOB = 'otpauth://totp/Sparekey:bob?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sparekey';

describe('a key that begins like an address', () => {
  it('is none', () => {
    expect(['STEAMJBSWY3DPEHPK', 'otpauthjbswy3dp', ''].map(beginsWithAddress)).toEqual([false, false, false]);
    expect([' otpauth://totp/a', 'Otpauth-Migration://offline', 'steam://JBSWY3DP'].map(beginsWithAddress)).toEqual([
      true, true, true,
    ]);
  });
});

describe('what was received', () => {
  it('is one entry for one address, whatever stands around it', () => {
    const { items, parts, others } = receive([`  ${ALICE}\n`]);

    expect(items).toMatchObject([
      { entry: { issuer: 'Sparekey', account: 'alice', note: '', groups: [], favourite: false }, warnings: [] },
    ]);
    expect([parts, others]).toEqual([[], []]);
  });

  it('keeps the order of several codes in one picture, and each once', () => {
    expect(receive([BOB, ALICE, BOB]).items.map(item => 'entry' in item && item.entry.account)).toEqual([
      'bob', 'alice',
    ]);
  });

  it('takes addresses line by line', () => {
    expect(receive([`${ALICE}\r\n\r\n${BOB}`]).items).toHaveLength(2);
  });

  it('names an address that cannot be used, beside those that can', () => {
    expect(receive([ALICE, 'otpauth://totp/x?secret=', 'otpauth://totp/?secret=']).items.slice(1)).toEqual([
      { name: 'x', refused: 'secret_empty' }, { name: 'entry 3', refused: 'no_name' },
    ]);
  });

  it('tells the parts of an export of Google from addresses', () => {
    const { uris } = writeMigration([entry()], -5);

    const { items, parts } = receive([uris[0]!, ALICE]);

    expect(parts).toMatchObject([{ batchId: -5, batchSize: 1, batchIndex: 0 }]);
    expect(items).toHaveLength(1);
  });

  it('counts a part that cannot be read', () => {
    expect(receive(['otpauth-migration://offline?data=%%%']).spoiledParts).toBe(1);
  });

  it('leaves a whole file in one piece, though addresses stand in it', () => {
    const file = `{"items":[{"login":{"totp":"${ALICE}"}}]}\n`;

    expect(receive([file])).toMatchObject({ items: [], others: [file.trim()] });
  });

  it('is nothing when the text is blank', () => {
    expect(receive([' \n'])).toEqual({ items: [], parts: [], spoiledParts: 0, others: [] });
  });
});
