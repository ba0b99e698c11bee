import { deleteDB, openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { flipped, spoil, stored } from './inside';
import { browser, entry, NEW_YEAR } from './world';

async function threeEntries() {
  const here = browser();
  const vault = await here.window();
  await vault.create('password');
  const ids = (await vault.add([entry(), entry({ account: 'bob' }), entry({ account: 'carol' })])).added.map(kept =>
    kept.id) as [string, string, string];
  return { here, vault, ids };
}

describe('a damaged entry', () => {
  test.each([
    ['its sealed bytes', (record: Record<string, unknown>) => ({ ...record, text: flipped(record['text']) })],
    ['its nonce', (record: Record<string, unknown>) => ({ ...record, nonce: flipped(record['nonce']) })],
    [
      'half of it',
      (record: Record<string, unknown>) => ({ ...record, text: (record['text'] as Uint8Array).slice(0, 9) }),
    ],
    ['everything but its id', (record: Record<string, unknown>) => ({ id: record['id'] })],
  ])('is set aside and shown, and the rest opens: %s', async (_what, damage) => {
    const { here, ids: [alice, bob, carol] } = await threeEntries();
    await spoil(here.databaseName, 'entries', record => (record['id'] === bob ? damage(record) : record));
    const vault = await here.window();
    expect(await vault.unlock('password')).toBe('open');
    expect(vault.entries.value.map(kept => kept.id)).toEqual([alice, carol]);
    expect(vault.setAside.value).toEqual([{ id: bob, since: NEW_YEAR }]);
    expect(
      (await stored(here.databaseName, 'entries')).map(record => record['id']).sort(),
    ).toEqual([alice, carol].sort());
  });

  test('cannot be another entry under a wrong id', async () => {
    const { here, ids: [alice, bob] } = await threeEntries();
    const records = await stored(here.databaseName, 'entries');
    const ofAlice = records.find(record => record['id'] === alice)!;
    await spoil(here.databaseName, 'entries', record => (record['id'] === bob ? { ...ofAlice, id: bob } : record));
    const vault = await here.window();
    await vault.unlock('password');
    expect(vault.setAside.value.map(record => record.id)).toEqual([bob]);
  });

  test('can be exported as it is, and discarded', async () => {
    const { here, ids: [, bob] } = await threeEntries();
    await spoil(
      here.databaseName, 'entries',
      record => (record['id'] === bob ? { ...record, text: Uint8Array.of(1, 2, 3) } : record),
    );
    const vault = await here.window();
    await vault.unlock('password');
    const file = JSON.parse(await vault.setAsideExport()) as {
      header: { slots: unknown[] }; setAside: { id: string; text: string }[];
    };
    expect(file.setAside).toMatchObject([{ id: bob, text: 'AQID' }]);
    expect(file.header.slots).toHaveLength(1);
    await vault.discardSetAside(bob);
    expect(vault.setAside.value).toEqual([]);
  });

  test('can be exported whatever its length', async () => {
    const { here } = await threeEntries();
    await spoil(here.databaseName, 'entries', record => ({ ...record, text: new Uint8Array(300_000) }));
    const vault = await here.window();
    await vault.unlock('password');
    expect(
      (JSON.parse(await vault.setAsideExport()) as { setAside: { text: string }[] }).setAside.map(({ text }) => text),
    ).toEqual(Array(3).fill('A'.repeat(400_000)));
  });

  test('comes back to its place when it turns out whole after all', async () => {
    const { here, ids } = await threeEntries();
    const whole = (await stored(here.databaseName, 'entries')).find(record => record['id'] === ids[1])!;
    await spoil(
      here.databaseName, 'entries',
      record => (record['id'] === ids[1] ? { ...record, text: flipped(record['text']) } : record),
    );
    const vault = await here.window();
    await vault.unlock('password');
    expect(vault.setAside.value).toHaveLength(1);
    await spoil(here.databaseName, 'set_aside', record => ({ ...record, text: whole['text'] }));
    await vault.lock();
    await vault.unlock('password');
    expect(vault.setAside.value).toEqual([]);
    expect(vault.entries.value.map(kept => kept.id)).toEqual(ids);
  });

  test('costs nothing but the order when it is the order', async () => {
    const { here, ids } = await threeEntries();
    await spoil(here.databaseName, 'order', record => ({ ...record, text: flipped(record['text']) }));
    const vault = await here.window();
    await vault.unlock('password');
    expect(vault.entries.value.map(kept => kept.id).sort()).toEqual([...ids].sort());
    await vault.reorder(ids);
    expect(vault.entries.value.map(kept => kept.id)).toEqual(ids);
  });
});

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

describe('lost storage', () => {
  test('is told from a browser that never had a vault', async () => {
    const here = browser();
    here.marker.set();
    const vault = await here.window();
    expect(vault.state.value).toBe('lost');
    expect(await vault.create('password')).toBe('created');
    expect(vault.state.value).toBe('open');
  });

  test('is what the marker is for, and it comes back by itself when only it was lost', async () => {
    const { here } = await threeEntries();
    here.marker.clear();
    expect((await here.window()).state.value).toBe('locked');
    expect(here.marker.isSet()).toBe(true);
  });

  test('is not what forgetting everything leaves', async () => {
    const { here, vault } = await threeEntries();
    const other = await here.window();
    await other.unlock('password');
    await vault.change({ hideCodes: true });
    await vault.forgetEverything();
    expect(vault.state.value).toBe('none');
    expect(vault.settings.value.hideCodes).toBe(false);
    await expect.poll(() => [other.state.value, other.entries.value.length]).toEqual(['none', 0]);
    expect((await here.window()).state.value).toBe('none');
  });
});

describe('two windows', () => {
  test('make one vault between them', async () => {
    const here = browser();
    const [one, other] = [await here.window(), await here.window()];
    const outcomes = await Promise.all([one.create('one'), other.create('other')]);
    expect([...outcomes].sort()).toEqual(['already_there', 'created']);
    expect([one.state.value, other.state.value].sort()).toEqual(['locked', 'open']);
  });

  test('lock together', async () => {
    const { here, vault } = await threeEntries();
    const other = await here.window();
    await other.unlock('password');
    await vault.lock();
    await expect.poll(() => [other.state.value, other.entries.value.length]).toEqual(['locked', 0]);
  });

  test('share the settings', async () => {
    const { here, vault } = await threeEntries();
    const other = await here.window();
    await vault.change({ autoLockSeconds: 60 });
    await expect.poll(() => other.settings.value.autoLockSeconds).toBe(60);
    expect(other.settings.value.blurWhenHidden).toBe(true);
  });
});
