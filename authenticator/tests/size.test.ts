import { describe, expect, it } from 'vitest';
import { BUDGET, firstLoad } from '../size.mjs';

describe('The first visit', () => {
  const files = firstLoad();

  // Without a build there is nothing to weigh. The build weighs itself and fails above the budget.
  it.skipIf(files === null)('loads 150 KB at most, and no decoder of QR codes', () => {
    const total = files!.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeGreaterThan(10_000);
    expect(total).toBeLessThanOrEqual(BUDGET);
    expect(BUDGET).toBe(150_000);
    expect(files!.map(({ file }) => file).filter(file => /wasm|zxing|decoder|reader/.test(file))).toEqual([]);
  });
});
