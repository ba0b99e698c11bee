// The vault's dependencies: a real IndexedDB (in memory), real keys, and windows that hear each other.
import 'fake-indexeddb/auto';
import { argon2id } from 'hash-wasm';
import type { Entry } from '../../src/core/entry';
import type { Asked, PasskeyReply, Passkeys } from '../../src/edges/passkeys';
import type { Marker } from '../../src/edges/persistence';
import type { Tabs } from '../../src/edges/tabs';
import { openVaultStore, type Vault } from '../../src/vault/open-vault';
import type { Argon2id } from '../../src/vault/slots';
import type { Surroundings, Word } from '../../src/vault/surroundings';

/** 2026-01-01T00:00:00Z in ms. */
export const NEW_YEAR = 1_767_225_600_000;

/** The lowest costs within the bounds: most tests are not about the cost of a password. */
const CHEAP = { memory: 8, passes: 1, lanes: 1 };

export const realArgon2id: Argon2id = async (password, salt, cost) => new Uint8Array(await argon2id({
  password, salt, memorySize: cost.memory, iterations: cost.passes, parallelism: cost.lanes, hashLength: 32,
  outputType: 'binary',
}));

/** One browser: its database, its marker, and its windows. */
export function browser(changes: Partial<Surroundings> = {}) {
  const databaseName = crypto.randomUUID();
  const listeners = new Map<object, ((word: Word) => void)[]>();
  let marked = false;
  const marker: Marker = { isSet: () => marked, set: () => { marked = true; }, clear: () => { marked = false; } };

  function tabs(): Tabs<Word> {
    const me = {};
    listeners.set(me, []);
    return {
      tell: word => listeners.forEach((heard, window) => { if (window !== me) {
        heard.forEach(listener => queueMicrotask(() => listener(word)));
      } }),
      hear: listener => listeners.get(me)!.push(listener),
      alone: work => work(), // no locks: a vault that is safe without them is safe in every browser
    };
  }

  return {
    databaseName,
    marker,
    async window(own: Partial<Surroundings> = {}): Promise<Vault> {
      const vault = openVaultStore({
        databaseName, argon2id: realArgon2id, passwordCost: CHEAP, passkeys: noPasskeys, tabs: tabs(), marker,
        now: () => NEW_YEAR, ...changes, ...own,
      });
      await vault.started;
      return vault;
    },
  };
}

export const noPasskeys: Passkeys = {
  create: async () => ({ outcome: 'unavailable' }),
  ask: async () => ({ outcome: 'unavailable' }),
  forget: async () => undefined,
};

/** A key that answers like hmac-secret: HMAC-SHA256 of the salt with a secret for each credential. */
export function securityKey() {
  const secrets = new Map<string, CryptoKey>();
  const forgotten: string[] = [];
  const name = (credential: Uint8Array): string => Array.from(credential).join();
  async function answer({ credential, salt }: Asked): Promise<PasskeyReply> {
    const secret = secrets.get(name(credential));
    if (!secret) return { outcome: 'refused' };
    return {
      outcome: 'answered',
      answer: { credential, secret: new Uint8Array(await crypto.subtle.sign('HMAC', secret, salt)) },
    };
  }
  const passkeys: Passkeys = {
    async create(_name, salt, except) {
      if (except.some(credential => secrets.has(name(credential)))) return { outcome: 'refused' };
      const credential = crypto.getRandomValues(new Uint8Array(16));
      secrets.set(
        name(credential), await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
      );
      return answer({ credential, salt });
    },
    async ask(asked) {
      const mine = asked.find(({ credential }) => secrets.has(name(credential)));
      return mine ? answer(mine) : { outcome: 'refused' };
    },
    forget: async credential => void forgotten.push(name(credential)),
  };
  return { passkeys, forgotten };
}

export function entry(changes: Partial<Entry> = {}): Entry {
  return {
    kind: 'totp', secret: new TextEncoder().encode('12345678901234567890'), issuer: 'Example', account: 'alice',
    algorithm: 'sha1', digits: 6, period: 30, counter: 0n, note: '', groups: [], favourite: false, ...changes,
  };
}

/** An open vault with entries of alice, bob and carol. */
export async function threeEntries() {
  const here = browser();
  const vault = await here.window();
  await vault.create('password');
  const ids = (await vault.add([entry(), entry({ account: 'bob' }), entry({ account: 'carol' })])).added.map(kept =>
    kept.id) as [string, string, string];
  return { here, vault, ids };
}
