import { describe, expect, test } from 'vitest';
import { idleSeconds, isTimeToLock } from '../../src/edges/idle';

const touched = { wall: 1_767_225_600_000, steady: 10_000 };
const later = (wall: number, steady: number) => ({ wall: touched.wall + wall, steady: touched.steady + steady });

describe('the time without a touch', () => {
  test('is what both clocks say', () => expect(idleSeconds(touched, later(42_000, 42_000))).toBe(42));
  test(
    'counts the sleep that the steady clock did not see',
    () => expect(idleSeconds(touched, later(3_600_000, 1_000))).toBe(3_600),
  );
  test(
    'is not shortened by a wall clock that a time server moved a little',
    () => expect(idleSeconds(touched, later(296_000, 300_000))).toBe(300),
  );
  test(
    'has no end when the wall clock was put back',
    () => expect(idleSeconds(touched, later(-60_000, 2_000))).toBe(Infinity),
  );
});

describe('the lock', () => {
  test('closes when the chosen time is up, and not a millisecond before', () => {
    expect(isTimeToLock(touched, later(299_999, 299_999), 300)).toBe(false);
    expect(isTimeToLock(touched, later(300_000, 300_000), 300)).toBe(true);
  });
  test(
    'closes on waking from a sleep longer than the chosen time',
    () => expect(isTimeToLock(touched, later(28_800_000, 500), 300)).toBe(true),
  );
  test(
    'never closes by itself when never was chosen',
    () => expect(isTimeToLock(touched, later(31_536_000_000, 31_536_000_000), 0)).toBe(false),
  );
});
