import { describe, expect, it } from 'vitest';
import { whyNotTried } from '../../src/screens/lock/attempt';

describe('A password that could not be tried', () => {
  it('is never said to be wrong, but why it was not tried, and what to do', () => {
    expect(whyNotTried(new RangeError('WebAssembly.Memory(): could not allocate memory'))).toBe(
      'This device has too little memory free to try the password. Close other windows, and try again.',
    );
    expect(whyNotTried(new DOMException('', 'QuotaExceededError'))).toBe(
      'The browser could not read or store it. Make room on this device, load the page again, and try again.',
    );
    expect(whyNotTried(new Error('Failed to fetch'))).toBe(
      'The password could not be tried: a part of the app did not load. Load the page again.',
    );
  });
});
