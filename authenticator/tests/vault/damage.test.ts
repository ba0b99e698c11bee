import { describe, expect, test } from 'vitest';
import { flipped, spoil, stored } from './inside';
import { NEW_YEAR, threeEntries } from './world';

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
