import { describe, expect, it } from 'vitest';
import { writeMigration } from '../../src/core/migration';
import { EMPTY_BASKET, take, type Basket, type Source } from '../../src/screens/add/taking';
import { entry } from './entries';

const ALICE = 'otpauth://totp/Sparekey:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sparekey';
const BOB = 'otpauth://totp/Sparekey:bob?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sparekey';
const [FIRST, SECOND] = writeMigration(
  Array.from({ length: 15 }, (_, number) => entry({ account: `account ${number}` })), 1,
).uris as [string, string];
const [STRANGER] = writeMigration([entry()], 2).uris as [string];

/** The basket after the given texts, one after the other. */
function basketAfter(...texts: string[]): Basket {
  return texts.reduce((basket, text) => {
    const step = take([text], 'camera', basket);
    return step.to === 'gathering' ? step.basket : basket;
  }, EMPTY_BASKET);
}

describe('one address', () => {
  it.each<Source>(['camera', 'picture', 'text'])('leads to its confirmation, from the %s', source => {
    expect(take([ALICE], source, EMPTY_BASKET)).toMatchObject({ to: 'confirm', entry: { account: 'alice' } });
  });

  it('shows both names when its label gives another issuer', () => {
    expect(take(
      ['otpauth://totp/Bank:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sparekey'], 'camera', EMPTY_BASKET,
    ))
      .toMatchObject({
        to: 'confirm', entry: { issuer: 'Sparekey', labelIssuer: 'Bank' }, warnings: ['issuers_differ'],
      });
  });

  it('that cannot be used is said to be so', () => {
    expect(take(['otpauth://motp/x?secret=AAAA'], 'camera', EMPTY_BASKET)).toMatchObject({
      to: 'say', said: { title: 'This code cannot be used' },
    });
  });
});

describe('a long text', () => {
  it('is a file, whatever begins it', () => {
    const text = `${ALICE}\n`.repeat(1_000);

    expect(take([text], 'text', EMPTY_BASKET)).toEqual({ to: 'file', text });
  });
});

describe('several codes in one picture', () => {
  it('lead to a list of all of them', () => {
    const step = take([ALICE, BOB, 'https://example.com'], 'picture', EMPTY_BASKET);

    expect(step.to === 'list' && step.items.length).toBe(2);
  });

  it('are listed with the one that cannot be used', () => {
    const step = take([ALICE, 'otpauth-migration://offline?data=%%%'], 'picture', EMPTY_BASKET);

    expect(step.to === 'list' && step.items[1]).toEqual({
      name: 'A part of an export of Google Authenticator', refused: 'damaged',
    });
  });
});

describe('the parts of an export', () => {
  it('are gathered until none is missing', () => {
    const step = take([FIRST], 'camera', basketAfter(SECOND));

    expect(step.to === 'list' && step.items.map(item => 'entry' in item && item.entry.account)).toEqual(
      Array.from({ length: 15 }, (_, number) => `account ${number}`),
    );
  });

  it('may stand in one picture together', () => {
    expect(take([SECOND, FIRST], 'picture', EMPTY_BASKET)).toMatchObject({ to: 'list', fromGoogle: true });
  });

  it('of another export are left aside, and it is said', () => {
    const basket = basketAfter(FIRST);

    expect(take([STRANGER], 'camera', basket)).toEqual({
      to: 'gathering', basket, said: expect.objectContaining({ title: 'That is a part of another export' }),
    });
  });

  it('go on when one is scanned twice', () => {
    const basket = basketAfter(FIRST);

    expect(take([FIRST], 'camera', basket)).toEqual({ to: 'gathering', basket });
  });

  it('keep an address that came between them', () => {
    const step = take([SECOND], 'camera', basketAfter(FIRST, ALICE));

    expect(step.to === 'list' && step.items.length).toBe(16);
  });

  it('that cannot be read are asked for again', () => {
    expect(take(['otpauth-migration://offline?data='], 'camera', EMPTY_BASKET)).toMatchObject({
      to: 'say', said: { title: 'This part of the export cannot be read' },
    });
  });
});

describe('anything else', () => {
  it('is said to be no account when it was scanned', () => {
    expect(take(['https://example.com'], 'camera', EMPTY_BASKET)).toMatchObject({
      to: 'say', said: { title: 'This QR code is not one of an account' },
    });
  });

  it('is a picture without a code', () => {
    expect(take([], 'picture', EMPTY_BASKET)).toMatchObject({
      to: 'say', said: { title: 'No QR code was found in this picture' },
    });
  });

  it('is a backup key when it was pasted and can be one', () => {
    expect(take(['gezd gnbv gy3t qojq'], 'text', EMPTY_BASKET)).toEqual({ to: 'key', text: 'gezd gnbv gy3t qojq' });
  });

  it('is a file when it was pasted and is neither', () => {
    expect(take(['{"version":1}'], 'text', EMPTY_BASKET)).toEqual({ to: 'file', text: '{"version":1}' });
    expect(take([`${ALICE}\nand more`], 'text', EMPTY_BASKET)).toEqual({ to: 'file', text: `${ALICE}\nand more` });
  });
});
