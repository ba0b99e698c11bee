import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browser, entry } from './world';

// Whatever two windows do, in turn or at once: the vault equals a plain list.
type Step =
  | { readonly what: 'add'; readonly account: number }
  | { readonly what: 'remove' | 'favourite' | 'first' | 'count'; readonly at: number }
  | { readonly what: 'lock' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ what: fc.constant('add' as const), account: fc.nat(9) }),
  fc.record({
    what: fc.constantFrom('remove' as const, 'favourite' as const, 'first' as const, 'count' as const), at: fc.nat(9),
  }),
  fc.record({ what: fc.constant('lock' as const) }),
);

describe('a history of two windows', () => {
  test('ends as the same list in both of them, and in the next one', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), step), { maxLength: 25 }), async history => {
      const here = browser();
      const windows = [await here.window(), await here.window()] as const;
      await windows[0].create('password');
      await windows[1].unlock('password');
      let model: { account: string; favourite: boolean; counter: bigint }[] = [];
      for (const [second, now] of history) {
        const vault = windows[second ? 1 : 0];
        await vault.refresh();
        const at = 'at' in now && model.length > 0 ? now.at % model.length : -1;
        const id = vault.entries.value[at]?.id ?? '';
        if (now.what === 'lock') {
          await vault.lock();
          for (const window of windows) await window.unlock('password');
        } else if (now.what === 'add') {
          const account = `account ${now.account}`;
          const there = model.some(known => known.account === account);
          const { outcomes } = await vault.add([entry({ kind: 'hotp', account })]);
          expect(outcomes).toEqual([there ? 'already_there' : 'added']);
          if (!there) model.push({ account, favourite: false, counter: 0n });
        } else if (at >= 0) {
          if (now.what === 'remove') {
            await vault.remove(id);
            model.splice(at, 1);
          } else if (now.what === 'favourite') {
            await vault.edit(id, { favourite: true });
            model[at]!.favourite = true;
          } else if (now.what === 'first') {
            await vault.reorder([id]);
            model = [model[at]!, ...model.filter((_, index) => index !== at)];
          } else {
            expect(await vault.takeCounter(id)).toBe(model[at]!.counter);
            model[at]!.counter += 1n;
          }
        }
      }
      const next = await here.window();
      await next.unlock('password');
      for (const vault of [...windows, next]) {
        await vault.refresh();
        expect(
          vault.entries.value.map(({ account, favourite, counter }) => ({ account, favourite, counter })),
        ).toEqual(model);
      }
    }), { numRuns: 60 });
  });

  test('gives every counter to one of them only, whatever else they do at the same time', async () => {
    await fc.assert(fc.asyncProperty(fc.array(
      fc.tuple(fc.boolean(), fc.constantFrom('count', 'note', 'add', 'reorder')), { minLength: 2, maxLength: 20 },
    ), async moves => {
      const here = browser();
      const windows = [await here.window(), await here.window()] as const;
      await windows[0].create('password');
      const { added: [kept] } = await windows[0].add([entry({ kind: 'hotp' })]);
      await windows[1].unlock('password');
      const taken: bigint[] = [];
      await Promise.all(moves.map(async ([second, move], index) => {
        const vault = windows[second ? 1 : 0];
        if (move === 'count') taken.push(await vault.takeCounter(kept!.id));
        if (move === 'note') await vault.edit(kept!.id, { note: `note ${index}` });
        if (move === 'add') await vault.add([entry({ account: `account ${index}` })]);
        if (move === 'reorder') await vault.reorder([kept!.id]);
      }));
      expect(taken.sort((one, other) => Number(one - other))).toEqual(taken.map((_, index) => BigInt(index)));
      const next = await here.window();
      await next.unlock('password');
      expect(next.entries.value).toHaveLength(1 + moves.filter(([, move]) => move === 'add').length);
      expect(next.entries.value.find(entry => entry.id === kept!.id)!.counter).toBe(BigInt(taken.length));
      expect(next.setAside.value).toEqual([]);
    }), { numRuns: 60 });
  });
});
