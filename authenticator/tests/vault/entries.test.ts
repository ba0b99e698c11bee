import { describe, expect, test } from 'vitest';
import { stored } from './inside';
import { browser, entry, NEW_YEAR } from './world';

const alice = entry();
const bob = entry({ account: 'bob' });
const carol = entry({ account: 'carol' });

async function openVault() {
  const here = browser();
  const vault = await here.window();
  await vault.create('correct horse');
  return { here, vault, names: () => vault.entries.value.map(kept => kept.account) };
}

describe('adding', () => {
  test('keeps the order that was given, behind what is there', async () => {
    const { vault, names } = await openVault();
    await vault.add([bob]);
    await vault.add([carol, alice]);
    expect(names()).toEqual(['bob', 'carol', 'alice']);
  });

  test('tells the same key from a new one, and says it for each in turn', async () => {
    const { vault } = await openVault();
    const { added: [there] } = await vault.add([alice]);
    const result = await vault.add([bob, entry({ note: 'again', digits: 8 }), bob, entry({ kind: 'hotp' })]);
    expect(result.outcomes).toEqual(['added', 'already_there', 'already_there', 'added']);
    expect(result.added.map(kept => [kept.kind, kept.account])).toEqual([['totp', 'bob'], ['hotp', 'alice']]);
    expect(result.alreadyThere.map(kept => kept.id)).toEqual([there!.id, result.added[0]!.id]);
    expect(vault.entries.value).toHaveLength(3);
  });

  test('remembers when, for the reminder of a backup; finding everything there does not count', async () => {
    const { vault } = await openVault();
    expect(vault.settings.value.lastAddedAt).toBeNull();
    await vault.add([alice]);
    expect(vault.settings.value.lastAddedAt).toBe(NEW_YEAR);
    await vault.change({ lastAddedAt: null });
    await vault.add([alice]);
    expect(vault.settings.value.lastAddedAt).toBeNull();
  });

  test('leaves nothing readable in the database', async () => {
    const { here, vault } = await openVault();
    await vault.add([
      entry({ issuer: 'Secret Bank', account: 'alice@example.com', note: 'the blue card', groups: ['Money'] }),
    ]);
    const everything = (await Promise.all(
      ['header', 'order', 'entries', 'set_aside'].map(store => stored(here.databaseName, store)),
    )).flat(2);
    const text = everything.flatMap(record => Object.values(record))
      .map(value => (value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : JSON.stringify(value)))
      .join('\n');
    for (const word of ['Secret Bank', 'alice', 'blue', 'Money', '12345678901234567890', 'correct horse']) {
      expect(text).not.toContain(word);
    }
  });
});

describe('a sealed entry', () => {
  test('does not tell how long its names are', async () => {
    const { here, vault } = await openVault();
    await vault.add([
      entry({ issuer: 'X', account: '' }),
      entry({ issuer: 'The Long Name of a Bank', account: 'somebody.with.a.long.name@mail.example' }),
    ]);
    expect((await stored(here.databaseName, 'entries')).map(record => (record['text'] as Uint8Array).length)).toEqual([
      528, 528,
    ]);
  });
});

describe('changing', () => {
  test('edits only what was given', async () => {
    const { vault } = await openVault();
    const { added: [kept] } = await vault.add([alice]);
    expect(await vault.edit(kept!.id, { note: 'new phone', groups: ['Work'] })).toBe('edited');
    expect(vault.entries.value).toEqual([{ ...alice, id: kept!.id, note: 'new phone', groups: ['Work'] }]);
  });

  test('never writes what could not be read again', async () => {
    const { vault } = await openVault();
    const { added: [kept] } = await vault.add([alice]);
    for (const patch of [
      { digits: 11 }, { period: 0 }, { counter: -1n }, { secret: new Uint8Array() }, { issuer: '', account: '' },
    ]) {
      await expect(vault.edit(kept!.id, patch)).rejects.toThrow(RangeError);
    }
    await expect(vault.add([bob, entry({ account: 'carol', period: 86_401 })])).rejects.toThrow(RangeError);
    await vault.refresh();
    expect(vault.entries.value).toEqual([kept]);
    expect(vault.setAside.value).toEqual([]);
  });

  test('never makes two that are the same', async () => {
    const { vault, names } = await openVault();
    const { added: [kept, other] } = await vault.add([alice, bob]);
    expect(await vault.edit(other!.id, { account: 'alice', note: 'old' })).toBe('already_there');
    await vault.refresh();
    expect(vault.entries.value).toEqual([kept, other]);
    expect(await vault.edit(other!.id, { account: 'alice', issuer: 'Mail' })).toBe('edited');
    expect(await vault.edit(kept!.id, { account: kept!.account, note: 'mine' })).toBe('edited');
    expect(names()).toEqual(['alice', 'alice']);
  });

  test('says so when the entry is gone', async () => {
    const { vault } = await openVault();
    const { added: [kept] } = await vault.add([alice]);
    expect(await vault.remove(kept!.id)).toBe('removed');
    expect(await vault.remove(kept!.id)).toBe('not_there');
    expect(await vault.edit(kept!.id, { note: 'late' })).toBe('not_there');
    expect(vault.entries.value).toEqual([]);
  });

  test('keeps the order of its owner, also for the next window', async () => {
    const { here, vault, names } = await openVault();
    const [a, b, c] = (await vault.add([alice, bob, carol])).added.map(kept => kept.id) as [string, string, string];
    await vault.reorder([c, a, b]);
    expect(names()).toEqual(['carol', 'alice', 'bob']);
    await vault.reorder([b, 'unknown', b]);
    expect(names()).toEqual(['bob', 'carol', 'alice']);
    const other = await here.window();
    await other.unlock('correct horse');
    expect(other.entries.value.map(kept => kept.id)).toEqual([b, c, a]);
  });

  test('keeps that order also when another window adds something at the same time', async () => {
    const { here, vault, names } = await openVault();
    const other = await here.window();
    const [a, b, c] = (await vault.add([alice, bob, carol])).added.map(kept => kept.id) as [string, string, string];
    await other.unlock('correct horse');
    await Promise.all([other.add([entry({ account: 'dave' })]), vault.reorder([c, b, a])]);
    await vault.refresh();
    expect(names()).toEqual(['carol', 'bob', 'alice', 'dave']);
  });

  test('shows in the other windows, each change on top of the other', async () => {
    const { here, vault } = await openVault();
    const other = await here.window();
    await other.unlock('correct horse');
    const { added: [kept] } = await vault.add([alice]);
    await expect.poll(() => other.entries.value.length).toBe(1);
    await Promise.all([
      vault.edit(kept!.id, { note: 'mine' }), other.edit(kept!.id, { favourite: true }), vault.add([bob]),
      other.add([carol]),
    ]);
    for (const window of [vault, other]) {
      await window.refresh();
      expect(window.entries.value.find(entry => entry.id === kept!.id)).toMatchObject({
        note: 'mine', favourite: true,
      });
      expect(window.entries.value.map(entry => entry.account).sort()).toEqual(['alice', 'bob', 'carol']);
    }
  });
});

describe('the counter of a HOTP key', () => {
  const hotp = entry({ kind: 'hotp', counter: 5n });

  test('is stored one higher before it is answered', async () => {
    const { here, vault } = await openVault();
    const { added: [kept] } = await vault.add([hotp]);
    expect(await vault.takeCounter(kept!.id)).toBe(5n);
    const later = await here.window();
    await later.unlock('correct horse');
    expect(later.entries.value[0]!.counter).toBe(6n);
    expect(await later.takeCounter(kept!.id)).toBe(6n);
  });

  test('is never taken twice by two windows that have no locks', async () => {
    const { here, vault } = await openVault();
    const { added: [kept] } = await vault.add([hotp]);
    const other = await here.window();
    await other.unlock('correct horse');
    const taken =
      await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? vault : other).takeCounter(kept!.id)));
    expect([...taken].sort((one, two) => Number(one - two))).toEqual(
      Array.from({ length: 40 }, (_, index) => BigInt(5 + index)),
    );
  });

  test('is not put back by an edit of something else in another window', async () => {
    const { here, vault } = await openVault();
    const { added: [kept] } = await vault.add([hotp]);
    const other = await here.window();
    await other.unlock('correct horse');
    await vault.takeCounter(kept!.id);
    await other.edit(kept!.id, { note: 'door' });
    expect(await vault.takeCounter(kept!.id)).toBe(6n);
  });

  test('ends, and says so, at 2^64-1', async () => {
    const { vault } = await openVault();
    const { added: [kept, timed] } = await vault.add([entry({ kind: 'hotp', counter: 2n ** 64n - 2n }), alice]);
    expect(await vault.takeCounter(kept!.id)).toBe(2n ** 64n - 2n);
    await expect(vault.takeCounter(kept!.id)).rejects.toThrow('The counter has reached its end. Set the key up anew.');
    await expect(vault.takeCounter(timed!.id)).rejects.toThrow('There is no such entry with a counter.');
  });
});
