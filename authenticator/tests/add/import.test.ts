import { describe, expect, it } from 'vitest';
import { writeMigration } from '../../src/core/migration';
import { readFile } from '../../src/formats/read-file';
import { candidates, tickedAtFirst } from '../../src/screens/import/candidates';
import { pastedText, sortOut } from '../../src/screens/import/given-file';
import { counts, outcomeOf, outcomeText } from '../../src/screens/import/outcome';
import { stageAfter } from '../../src/screens/import/reading-away';
import { entry } from './entries';

const KEPT = entry();
const NEW = entry({ account: 'bob@example.com' });
const SHORT = entry({ account: 'carol@example.com', secret: new Uint8Array([1, 2, 3]) });

const CANDIDATES = candidates([
  { entry: entry({ note: 'another note' }), warnings: [] },
  { entry: NEW, warnings: [] },
  { entry: NEW, warnings: [] },
  { entry: SHORT, warnings: ['short_key'] },
  { name: 'Forum: dave', refused: 'unknown_kind' },
], [KEPT]);

describe('the entries of a file', () => {
  it('are told apart: there already, new, twice in the file, refused', () => {
    expect(CANDIDATES.map(candidate => candidate.standing)).toEqual([
      'already_there', 'new', 'twice', 'new', 'refused',
    ]);
  });

  it('are told apart at once where ten thousand have one name, and keys that differ at their end', () => {
    const items = Array.from({ length: 10_000 }, (_, number) => {
      const secret = new Uint8Array(1_024);
      secret.set([number >> 8, number & 255], 1_022);
      return { entry: entry({ secret }), warnings: [] };
    });
    const start = performance.now();
    expect(
      new Set(candidates(items, items.map(item => item.entry)).map(candidate => candidate.standing)),
    ).toEqual(new Set(['already_there']));
    expect(performance.now() - start).toBeLessThan(10_000); // comparing every pair took ten minutes
  });

  it('are new, and told with the name of the account, when the same key is there under another name', () => {
    const renamed = entry({ issuer: 'My bank', account: '' });
    const file =
      [{ entry: NEW, warnings: [] }, { entry: KEPT, warnings: [] }, { entry: entry({ kind: 'hotp' }), warnings: [] }];

    expect(candidates(file, [renamed, entry({ issuer: 'Later' })]).map(candidate =>
      candidate.standing === 'new' && candidate.keptAs)).toEqual(['My bank', 'My bank', undefined]);
    expect(candidates(file, [renamed, KEPT])[1]!.standing).toBe('already_there');
    expect(tickedAtFirst(candidates(file, [renamed]))).toEqual([2]);
  });

  it('are new when only the key differs', () => {
    expect(
      candidates([{ entry: entry({ secret: new Uint8Array(20) }), warnings: [] }], [KEPT])[0]!.standing,
    ).toBe('new');
  });
});

describe('the outcome of an import', () => {
  const rows = outcomeOf(CANDIDATES, [1], ['added']);

  it('says of each entry what became of it', () => {
    expect(rows.map(row => row.became)).toEqual(['already_there', 'added', 'already_there', 'not_chosen', 'refused']);
    expect(rows[4]!.why).not.toBe('');
  });

  it('believes the vault when it says that an entry was there after all', () => {
    expect(outcomeOf(CANDIDATES, [1, 3], ['already_there', 'added']).map(row => row.became)).toEqual([
      'already_there', 'already_there', 'already_there', 'added', 'refused',
    ]);
  });

  it('is counted', () => {
    expect(counts(rows)).toBe('1 added, 2 already there, 1 not chosen, 1 left out');
    expect(counts([])).toBe('0 added');
  });

  it('can be copied, with names and no keys', () => {
    const text = outcomeText(rows);

    expect(text.split('\n').slice(0, 4)).toEqual([
      '1 added, 2 already there, 1 not chosen, 1 left out', '', 'Already there: Sparekey: alice@example.com',
      'Added: Sparekey: bob@example.com',
    ]);
    expect(text).not.toContain('GEZDGNBV'); // the key in Base32
  });
});

describe("a file with parts of Google's export", () => {
  const [, second] = writeMigration(
    Array.from({ length: 25 }, (_, number) => entry({ account: `account ${number}` })), 1,
  ).uris as [string, string, string];

  it('is looked through with the numbers of the parts that are missing', async () => {
    const file = pastedText(second);

    expect(stageAfter(await readFile(file.bytes), file)).toMatchObject({
      at: 'review', format: 'google_migration', items: { length: 10 }, missingParts: [1, 3],
    });
  });
});

describe('several things given at once', () => {
  const [one, other, picture, second] = [
    ['a.json', 'application/json'], ['b.txt', ''], ['c.png', 'image/png'], ['d.jpg', 'image/jpeg'],
  ].map(([name, type]) => ({ name: name!, type: type! }));

  it('are one file and the names of the others', () => {
    expect(sortOut([one!, other!, picture!])).toEqual({ pictures: [], file: one, left: ['b.txt', 'c.png'] });
  });

  it('are all the pictures when the first is one', () => {
    expect(sortOut([picture!, other!, second!])).toEqual({ pictures: [picture, second], left: ['b.txt'] });
  });

  it('may be nothing, or one', () => {
    expect(sortOut([])).toEqual({ pictures: [], left: [] });
    expect(sortOut([one!])).toEqual({ pictures: [], file: one, left: [] });
  });
});
