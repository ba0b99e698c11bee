import { describe, expect, test } from 'vitest';
import { jumpBetween, offsetAfter, offsetFrom, offsetSince } from '../../src/edges/clock-arithmetic';

const NOON = Date.parse('Thu, 01 Jan 2026 12:00:00 GMT');
const date = 'Thu, 01 Jan 2026 12:00:00 GMT';

describe('the offset that an answer tells', () => {
  test('is from the middle of the trip to the middle of the second that Date was cut to', () =>
    // The device is 60 s behind. It asks at 11:58:59.9 by its own clock, and the answer takes 200 ms.
    expect(offsetFrom({ askedAt: NOON - 60_100, trip: 200, date, age: null })).toEqual({
      outcome: 'learnt', offset: 60_500,
    }));
  test('is negative when the device is ahead', () =>
    expect(offsetFrom({ askedAt: NOON + 120_000, trip: 0, date, age: null })).toEqual({
      outcome: 'learnt', offset: -119_500,
    }));
  test('is nothing when it is smaller than what the measurement can tell', () => {
    expect(offsetFrom({ askedAt: NOON + 900, trip: 200, date, age: null })).toEqual({ outcome: 'learnt', offset: 0 });
    expect(offsetFrom({ askedAt: NOON - 100, trip: 200, date, age: null })).toEqual({ outcome: 'learnt', offset: 0 });
    expect(offsetFrom({ askedAt: NOON - 201, trip: 200, date, age: null })).toEqual({ outcome: 'learnt', offset: 601 });
  });
  test('counts the time that an answer lay in a cache', () =>
    expect(offsetFrom({ askedAt: NOON + 100_000, trip: 0, date, age: '100' })).toEqual({
      outcome: 'learnt', offset: 0,
    }));
  test('is not taken from an answer that took longer than 3 s', () => {
    expect(offsetFrom({ askedAt: NOON, trip: 3_001, date, age: null })).toEqual({ outcome: 'too_slow' });
    expect(offsetFrom({ askedAt: NOON - 10_000, trip: 3_000, date, age: null })).toEqual({
      outcome: 'learnt', offset: 9_000,
    });
  });
  test('is not taken from an answer without a readable Date or with an Age that is none', () => {
    expect(offsetFrom({ askedAt: NOON, trip: 0, date: null, age: null })).toEqual({ outcome: 'no_date' });
    expect(offsetFrom({ askedAt: NOON, trip: 0, date: 'yesterday', age: null })).toEqual({ outcome: 'no_date' });
    expect(offsetFrom({ askedAt: NOON, trip: 0, date, age: 'old' })).toEqual({ outcome: 'no_date' });
    expect(offsetFrom({ askedAt: NOON, trip: 0, date, age: '-5' })).toEqual({ outcome: 'no_date' });
  });
});

describe('the offset after the wall clock jumped', () => {
  test('is measured against the clock that nobody sets', () =>
    expect(jumpBetween({ wall: NOON, steady: 1_000 }, { wall: NOON + 65_000, steady: 6_000 })).toBe(60_000));
  test('stays for what is only drift', () => expect(offsetAfter(400, 60_000)).toBe(60_000));
  test('is gone when the jump was the correction', () => {
    expect(offsetAfter(60_300, 60_500)).toBe(0);
    expect(offsetAfter(-119_900, -119_500)).toBe(0);
  });
  test('stays after a sleep', () => expect(offsetAfter(28_800_000, 60_000)).toBe(60_000));
  test(
    'makes up for a clock that was put back, so that codes go on as they were',
    () => expect(offsetAfter(-3_600_000, 0)).toBe(3_600_000),
  );
});

describe('two windows that see the same jump', () => {
  const before = { wall: NOON, steady: 0, offset: 0, visible: true };
  const putBack = { wall: NOON - 3_595_000, steady: 5_000, offset: 0, visible: true };

  test('make up for it once, whoever is first', () => {
    expect(offsetSince(before, putBack)).toBe(3_600_000);
    expect(offsetSince(before, { ...putBack, offset: 3_600_000 })).toBe(3_600_000);
  });
  test('leave it to the one that is in sight', () => {
    expect(offsetSince({ ...before, visible: false }, { ...putBack, offset: 12_000 })).toBe(12_000);
    expect(offsetSince(before, { ...putBack, offset: 12_000, visible: false })).toBe(12_000);
  });
  test('take what was learnt meanwhile when there was none', () =>
    expect(offsetSince(before, { wall: NOON + 5_000, steady: 5_000, offset: 12_000, visible: true })).toBe(12_000));
});
