import { describe, expect, test } from 'vitest';
import { browser, threeEntries } from './world';

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
