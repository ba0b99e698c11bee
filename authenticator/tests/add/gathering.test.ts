import { describe, expect, it } from 'vitest';
import { readMigrationPart, writeMigration, type MigrationPart } from '../../src/core/migration';
import { gather, listedParts, progress } from '../../src/screens/add/gathering';
import { entry } from './entries';

/** The parts of an export of 25 entries: 10, 10 and 5. */
function export25(batchId: number): MigrationPart[] {
  const entries = Array.from({ length: 25 }, (_, number) => entry({ account: `account ${number}` }));
  return writeMigration(entries, batchId).uris.map(uri => {
    const read = readMigrationPart(uri);
    if (read.outcome !== 'part') throw new Error(read.reason);
    return read.part;
  });
}

describe('the parts of an export', () => {
  const [first, second, third] = export25(-2115474809) as [MigrationPart, MigrationPart, MigrationPart];

  it('are gathered in any order and read in their own', () => {
    const parts =
      [third, first, second].reduce<readonly MigrationPart[]>((soFar, part) => gather(soFar, part).parts, []);

    const { complete, items } = progress(parts);

    expect(complete).toBe(true);
    expect(items.map(item => 'entry' in item && item.entry.account)).toEqual(
      Array.from({ length: 25 }, (_, number) => `account ${number}`),
    );
  });

  it('say how many were scanned and which is missing', () => {
    expect(progress([first]).words).toBe('1 of 3 scanned, still missing: parts 2 and 3');
    expect(progress([second, first]).words).toBe('2 of 3 scanned, still missing: part 3');
    expect(progress([third, second, first]).words).toBe('All 3 parts scanned');
  });

  it('are not named by the thousand', () => {
    expect(listedParts(Array.from({ length: 9_999 }, (_, place) => place + 2))).toBe(
      'parts 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 and 9979 more',
    );
  });

  it('count once when scanned twice', () => {
    expect(gather([first], first)).toEqual({ outcome: 'again', parts: [first] });
  });

  it('are never mixed with those of another export', () => {
    const stranger = export25(7)[1]!;

    expect(gather([first], stranger)).toEqual({ outcome: 'another_export', parts: [first] });
  });
});
