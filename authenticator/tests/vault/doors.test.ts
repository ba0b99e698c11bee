import { describe, expect, test } from 'vitest';
import { spoil, stored } from './inside';
import { browser, entry, securityKey } from './world';

describe('the password', () => {
  test('is exchanged in one step: the old one no longer opens, the new one does', async () => {
    const here = browser();
    const vault = await here.window();
    await vault.create('old password');
    await vault.add([entry()]);
    expect(await vault.changePassword('old password', 'new password')).toBe('changed');
    expect(vault.slots.value.map(slot => slot.kind)).toEqual(['password']);
    const later = await here.window();
    expect(await later.unlock('old password')).toBe('wrong_password');
    expect(await later.unlock('new password')).toBe('open');
    expect(later.entries.value).toHaveLength(1);
  });

  test('stays when the old one was not given', async () => {
    const here = browser();
    const vault = await here.window();
    await vault.create('old password');
    expect(await vault.changePassword('guess', 'new password')).toBe('wrong_password');
    expect(await (await here.window()).unlock('old password')).toBe('open');
  });

  test('is exchanged once when two windows do it at the same time', async () => {
    const here = browser();
    const vault = await here.window();
    await vault.create('old password');
    const other = await here.window();
    await other.unlock('old password');
    const outcomes = await Promise.all([
      vault.changePassword('old password', 'first'), other.changePassword('old password', 'second'),
    ]);
    expect([...outcomes].sort()).toEqual(['changed', 'wrong_password']);
    const won = outcomes[0] === 'changed' ? 'first' : 'second';
    const later = await here.window();
    expect(later.slots.value).toHaveLength(1);
    expect(await later.unlock(won)).toBe('open');
  });

  test('is never empty', async () => {
    const vault = await browser().window();
    await expect(vault.create('')).rejects.toThrow(RangeError);
    await vault.create('password');
    await expect(vault.changePassword('password', '')).rejects.toThrow(RangeError);
  });

  test('tries every slot, and one that somebody changed opens nothing', async () => {
    const here = browser();
    const vault = await here.window();
    await vault.create('password');
    const [own] = await stored(here.databaseName, 'header') as unknown as [{ slots: object[] }];
    const renamed = { ...own.slots[0], name: 'Mine' };
    await spoil(here.databaseName, 'header', header => ({ ...header, slots: [renamed, own.slots[0]] }));
    expect(await (await here.window()).unlock('password')).toBe('open');
    await spoil(here.databaseName, 'header', header => ({ ...header, slots: [renamed] }));
    expect(await (await here.window()).unlock('password')).toBe('wrong_password');
  });

  test('cannot be made cheaper to guess, or a way to take the memory, by changing the header', async () => {
    const here = browser();
    await (await here.window()).create('password');
    const [header] = await stored(here.databaseName, 'header') as unknown as [{ slots: { cost: object }[] }];
    const costing = (cost: object) =>
      spoil(here.databaseName, 'header', found => ({ ...found, slots: [{ ...header.slots[0], cost }] }));
    await costing({ memory: 9, passes: 1, lanes: 1 });
    expect(await (await here.window()).unlock('password')).toBe('wrong_password');
    await costing({ memory: 2 ** 31, passes: 1, lanes: 1 });
    expect((await here.window()).state.value).toBe('unreadable');
  });
});

describe('a passkey', () => {
  test('opens the vault beside the password, and stays when the password changes', async () => {
    const key = securityKey();
    const here = browser({ passkeys: key.passkeys });
    const vault = await here.window();
    await vault.create('password');
    await vault.add([entry()]);
    expect(await vault.addPasskey('Blue key', 'password')).toBe('added');
    expect(vault.slots.value.map(({ kind, name }) => [kind, name])).toEqual([
      ['password', 'Password'], ['passkey', 'Blue key'],
    ]);
    await vault.changePassword('password', 'another');
    const later = await here.window();
    expect(await later.unlockWithPasskey()).toBe('open');
    expect(later.entries.value).toHaveLength(1);
  });

  test('is not added without the password, and not made either', async () => {
    const here =
      browser({ passkeys: { ...securityKey().passkeys, create: () => { throw new Error('must not be asked'); } } });
    const vault = await here.window();
    await vault.create('password');
    expect(await vault.addPasskey('Blue key', 'guess')).toBe('wrong_password');
    expect(vault.slots.value).toHaveLength(1);
  });

  test('says so when the browser has none, or it says no', async () => {
    const here = browser();
    const vault = await here.window();
    await vault.create('password');
    expect(await vault.addPasskey('Blue key', 'password')).toBe('unavailable');
    expect(await vault.unlockWithPasskey()).toBe('unavailable');
    const refusing =
      await here.window({ passkeys: { ...securityKey().passkeys, ask: async () => ({ outcome: 'refused' }) } });
    await refusing.unlock('password');
    await refusing.addPasskey('Blue key', 'password');
    await refusing.lock();
    expect(await refusing.unlockWithPasskey()).toBe('refused');
    expect(refusing.state.value).toBe('locked');
  });

  test('is forgotten with everything else, each of them, also where nobody could unlock', async () => {
    const key = securityKey();
    const here =
      browser({ passkeys: { ...key.passkeys, create: (name, salt) => key.passkeys.create(name, salt, []) } });
    const vault = await here.window();
    await vault.create('password');
    await vault.addPasskey('Blue key', 'password');
    await vault.addPasskey('Green key', 'password');
    const later = await here.window();
    await later.forgetEverything();
    expect(new Set(key.forgotten).size).toBe(2);
    expect(later.state.value).toBe('none');
  });

  test('can be removed, and opens nothing afterwards; the password cannot', async () => {
    const key = securityKey();
    const here = browser({ passkeys: key.passkeys });
    const vault = await here.window();
    await vault.create('password');
    await vault.addPasskey('Blue key', 'password');
    const [password, passkey] = vault.slots.value;
    expect(await vault.removeSlot(password!.id)).toBe('not_there');
    expect(await vault.removeSlot(passkey!.id)).toBe('removed');
    expect(key.forgotten).toHaveLength(1);
    await vault.lock();
    expect(await vault.unlockWithPasskey()).not.toBe('open');
    expect(await vault.unlock('password')).toBe('open');
  });
});
