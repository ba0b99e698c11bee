import { afterEach, describe, expect, test, vi } from 'vitest';
import { save } from '../../src/edges/save';

// A simulated picker of File System Access. Chromium tests cover whole exports.
const file = { name: 'sparekey-2026-01-01.json', text: '{"Söhne":1}', type: 'application/json' } as const;

function pickerWith({
  lies = (text: string) => text, fails = {},
}: { lies?: (text: string) => string; fails?: { ask?: string; open?: string; close?: string } }) {
  const perhaps = (name?: string) => { if (name !== undefined) {
    throw new DOMException('as the browser says it', name);
  } };
  let written = '';
  vi.stubGlobal('showSaveFilePicker', async () => {
    perhaps(fails.ask);
    return {
      createWritable: async () => {
        perhaps(fails.open);
        return { write: async (text: string) => { written = text; }, close: async () => perhaps(fails.close) };
      },
      getFile: async () => new Blob([lies(written)]),
    };
  });
}

afterEach(() => vi.unstubAllGlobals());

describe('a file that is saved', () => {
  test('is kept when it reads back as it was written', async () => {
    pickerWith({});
    expect(await save(file)).toBe('kept');
  });

  test('is said to differ when half of it lies there', async () => {
    pickerWith({ lies: text => text.slice(0, 3) });
    expect(await save(file)).toBe('differs');
  });

  test.each([
    { ask: 'AbortError' }, { open: 'NotAllowedError' }, { close: 'QuotaExceededError' },
  ])('is not kept after %o', async fails => {
    pickerWith({ fails });
    expect(await save(file)).toBe('not_kept');
  });

  test('is asked for once more when the press was too long ago', async () => {
    pickerWith({ fails: { ask: 'SecurityError' } });
    expect(await save(file)).toBe('press_again');
  });
});
