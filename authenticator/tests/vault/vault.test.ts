import { describe, expect, test } from 'vitest';
import { browser, entry, realArgon2id } from './world';

describe('a vault', () => {
  test('is none before a password is chosen, and open afterwards', async () => {
    const vault = await browser().window();
    expect(vault.state.value).toBe('none');
    expect(await vault.create('correct horse')).toBe('created');
    expect(vault.state.value).toBe('open');
    expect(vault.slots.value.map(slot => slot.kind)).toEqual(['password']);
  });

  test('opens with its password in another window, with every entry as it was', async () => {
    const here = browser();
    const first = await here.window();
    await first.create('correct horse');
    const given = entry({
      kind: 'hotp', counter: 2n ** 63n, note: 'näh 🔑', groups: ['Work', 'Bank'], favourite: true, algorithm: 'sha512',
      digits: 8, labelIssuer: 'Other',
    });
    await first.add([given]);
    const second = await here.window();
    expect(second.state.value).toBe('locked');
    expect(second.entries.value).toEqual([]);
    expect(await second.unlock('correct horse')).toBe('open');
    expect(second.entries.value).toEqual([{ ...given, id: first.entries.value[0]!.id }]);
  });

  test('stays locked when the password is wrong', async () => {
    const here = browser();
    await (await here.window()).create('correct horse');
    const vault = await here.window();
    expect(await vault.unlock('correct horsf')).toBe('wrong_password');
    expect(vault.state.value).toBe('locked');
  });

  test('takes the password of another keyboard: letters composed or not are the same letters', async () => {
    const here = browser();
    await (await here.window()).create('\u00e9t\u00e9 \u00e9ternel');
    expect(await (await here.window()).unlock('e\u0301te\u0301 e\u0301ternel')).toBe('open');
  });

  test('opens at the cost that is used for real', async () => {
    const here = browser({ passwordCost: { memory: 65_536, passes: 3, lanes: 1 } });
    await (await here.window()).create('correct horse');
    expect(await (await here.window()).unlock('correct horse')).toBe('open');
  });

  test('that is locked while its password is proven stays locked', async () => {
    const vault = await browser().window();
    await vault.create('correct horse');
    const proof = vault.prove('correct horse');
    await vault.lock();
    expect(await proof).toBe('proven');
    expect(vault.state.value).toBe('locked');
    expect(await vault.prove('wrong')).toBe('wrong_password');
  });

  test('does the same work for a wrong password as for the right one', async () => {
    let derived = 0;
    const here = browser({ argon2id: (...given) => { derived += 1; return realArgon2id(...given); } });
    const vault = await here.window();
    await vault.create('correct horse');
    await vault.lock();
    derived = 0;
    await vault.unlock('wrong');
    expect(derived).toBe(1);
    await vault.unlock('correct horse');
    expect(derived).toBe(2);
  });

  test('forgets every entry when it is locked, before lock() returns', async () => {
    const vault = await browser().window();
    await vault.create('correct horse');
    await vault.add([entry()]);
    const locking = vault.lock();
    expect(vault.entries.value).toEqual([]);
    expect(vault.state.value).toBe('locked');
    await locking;
    await expect(vault.takeCounter('any')).rejects.toThrow('The vault is locked.');
    await vault.refresh();
    expect(vault.state.value).toBe('locked');
    expect(vault.entries.value).toEqual([]);
  });
});
