import { afterEach, describe, expect, it, vi } from 'vitest';

/** A browser in which the app is about to start. */
function browser(touch: boolean) {
  const window = new EventTarget();
  const document =
    Object.assign(new EventTarget(), { visibilityState: 'visible', focused: true, hasFocus: () => document.focused });
  vi.stubGlobal('document', document);
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: touch && query === '(pointer: coarse)' }));
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  return {
    sight: async () => {
      vi.resetModules();
      return import('../../src/edges/sight');
    },
    losesFocus: () => {
      document.focused = false;
      window.dispatchEvent(new Event('blur'));
    },
    isHidden: () => {
      document.visibilityState = 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('A window that lost the focus', () => {
  it('is in sight where windows lie side by side, and no longer in front', async () => {
    const { sight, losesFocus } = browser(false);
    const { inSight, inFront } = await sight();
    expect([inSight.value, inFront.value]).toEqual([true, true]);
    losesFocus();
    expect([inSight.value, inFront.value]).toEqual([true, false]);
  });

  it('is out of sight where one touches: its picture for the list of open apps is taken next', async () => {
    const { sight, losesFocus } = browser(true);
    const { inSight } = await sight();
    expect(inSight.value).toBe(true);
    losesFocus();
    expect(inSight.value).toBe(false);
  });
});

describe('A hidden window', () => {
  it.each([false, true])('is out of sight and not in front (touch: %s)', async touch => {
    const { sight, isHidden } = browser(touch);
    const { inSight, inFront } = await sight();
    isHidden();
    expect([inSight.value, inFront.value]).toEqual([false, false]);
  });
});
