import { deleteDB, openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { flipped, spoil, stored } from './inside';
import { browser, entry, threeEntries } from './world';

describe('a damaged header', () => {
  test('opens nothing when the wrapped key was changed', async () => {
    const { here } = await threeEntries();
    await spoil(here.databaseName, 'header', header => ({
      ...header,
      slots: (header['slots'] as { text: Uint8Array }[]).map(slot => ({ ...slot, text: flipped(slot.text) })),
    }));
    expect(await (await here.window()).unlock('password')).toBe('wrong_password');
  });

  test('does not set the entries aside when it is of another vault', async () => {
    const { here, vault } = await threeEntries();
    const mine = await stored(here.databaseName, 'entries');
    await spoil(here.databaseName, 'header', header => ({ ...header, id: crypto.randomUUID() }));
    await expect(vault.add([entry({ account: 'dave' })])).rejects.toThrow('The vault is locked.');
    expect(vault.state.value).toBe('locked');
    expect(vault.entries.value).toEqual([]);
    expect(await stored(here.databaseName, 'entries')).toEqual(mine);
  });

  test.each([
    ['is gone', () => undefined],
    ['is none', () => ({ format: 1 })],
    ['is of a format that is not known', (header: Record<string, unknown>) => ({ ...header, format: 2 })],
  ])('is no lost vault when it %s: everything stays, and can be saved, until its owner lets it go', async (
    _what, damage,
  ) => {
    const { here } = await threeEntries();
    await spoil(here.databaseName, 'header', damage);
    const mine = await stored(here.databaseName, 'entries');
    const vault = await here.window();
    expect(vault.state.value).toBe('unreadable');
    const file = JSON.parse(await vault.unreadableExport()) as { entries: { id: string }[]; order: object };
    expect(file.entries.map(({ id }) => id)).toEqual(mine.map(record => record['id']));
    expect(file.order).toBeDefined();

    expect(await vault.create('password')).toBe('already_there');
    expect(await stored(here.databaseName, 'entries')).toEqual(mine);
    expect(vault.state.value).toBe('unreadable');

    expect(await vault.create('password', true)).toBe('created');
    expect(await stored(here.databaseName, 'entries')).toEqual([]);
  });

  test('can be saved whatever lies there', async () => {
    const { here } = await threeEntries();
    await spoil(here.databaseName, 'header', header => ({ ...header, format: 2n, key: Uint8Array.of(1, 2, 3).buffer }));
    expect(JSON.parse(await (await here.window()).unreadableExport())).toMatchObject({
      header: { format: '2', key: 'AQID' },
    });
  });

  test('gives nothing up of a vault that another window can read', async () => {
    const { here, vault } = await threeEntries();
    expect(await (await here.window()).create('another', true)).toBe('already_there');
    expect(vault.entries.value).toHaveLength(3);
  });
});

describe('a database that cannot be used', () => {
  test('says what the browser says, and is none of the states', async () => {
    const here = browser();
    const newer = await openDB(here.databaseName, 2);
    const vault = await here.window();
    expect(vault.state.value).toBe('starting');
    expect(vault.trouble.value).toContain('version');
    newer.close();
    await deleteDB(here.databaseName);
    await vault.refresh();
    expect([vault.state.value, vault.trouble.value]).toEqual(['none', null]);
  });
});
