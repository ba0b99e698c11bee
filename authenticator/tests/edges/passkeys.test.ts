import { afterEach, describe, expect, test, vi } from 'vitest';
import { browserPasskeys, canUsePasskeys } from '../../src/edges/passkeys';

// A simulated browser that answers as WebAuthn Level 3 section 10.1.4 describes. Chromium tests cover a real one.
const salt = new Uint8Array(32).fill(7);
const rawId = Uint8Array.of(251, 255, 191).buffer;
const secret = new Uint8Array(32).fill(9);

function credential(prf: AuthenticationExtensionsPRFOutputs | undefined) {
  return { rawId, getClientExtensionResults: () => (prf ? { prf } : {}) };
}

function browserWith(credentials: {
  create?: (options: CredentialCreationOptions) => unknown; get?: (options: CredentialRequestOptions) => unknown;
}, statics: object = {}): void {
  vi.stubGlobal('PublicKeyCredential', statics);
  vi.stubGlobal('navigator', { credentials: {
    create: async (options: CredentialCreationOptions) => credentials.create?.(options),
    get: async (options: CredentialRequestOptions) => credentials.get?.(options),
  } });
}

function throwing(name: string): () => never {
  return () => { throw new DOMException('as the browser says it', name); };
}

afterEach(() => vi.unstubAllGlobals());

describe('making a passkey', () => {
  test('takes the answer that comes with it', async () => {
    browserWith({ create: () => credential({ enabled: true, results: { first: secret.buffer } }) });
    expect(await browserPasskeys.create('Laptop', salt, [])).toEqual({
      outcome: 'answered', answer: { credential: new Uint8Array(rawId), secret },
    });
  });

  test('asks it once more where the answer does not come with it', async () => {
    const asked: CredentialRequestOptions[] = [];
    browserWith({
      create: () => credential({ enabled: true }),
      get: options => { asked.push(options); return credential({ results: { first: secret } }); },
    });
    expect(await browserPasskeys.create('Laptop', salt, [])).toMatchObject({ outcome: 'answered', answer: { secret } });
    expect(asked[0]!.publicKey).toMatchObject({
      userVerification: 'required', extensions: { prf: { evalByCredential: { '-_-_': { first: salt } } } },
    });
  });

  test('always asks for the person, and for a user of its own each time', async () => {
    const made: PublicKeyCredentialCreationOptions[] = [];
    browserWith({ create: options => { made.push(options.publicKey!); return null; } });
    await browserPasskeys.create('Laptop', salt, [secret]);
    await browserPasskeys.create('Laptop', salt, [secret]);
    expect(made[0]).toMatchObject({
      authenticatorSelection: { userVerification: 'required' }, excludeCredentials: [{ id: secret }],
      extensions: { prf: { eval: { first: salt } } },
    });
    expect(made[0]!.user.id).not.toEqual(made[1]!.user.id);
  });

  test.each([
    ['refused', 'NotAllowedError'], ['refused', 'InvalidStateError'], ['refused', 'AbortError'],
    ['unavailable', 'SecurityError'], ['unavailable', 'NotSupportedError'],
  ])('is %s after a %s', async (outcome, error) => {
    browserWith({ create: throwing(error) });
    expect(await browserPasskeys.create('Laptop', salt, [])).toEqual({ outcome });
  });

  test('is unavailable when the passkey has no PRF, and when the browser has no passkeys', async () => {
    browserWith({ create: () => credential(undefined) });
    expect(await browserPasskeys.create('Laptop', salt, [])).toEqual({ outcome: 'unavailable' });
    vi.unstubAllGlobals();
    expect(await browserPasskeys.create('Laptop', salt, [])).toEqual({ outcome: 'unavailable' });
    expect(await canUsePasskeys()).toBe(false);
  });
});

describe('asking a passkey', () => {
  test('gives each credential its own salt', async () => {
    const asked: CredentialRequestOptions[] = [];
    browserWith({ get: options => { asked.push(options); return credential({ results: { first: secret.buffer } }); } });
    const other = { credential: Uint8Array.of(1), salt: new Uint8Array(32).fill(8) };
    await browserPasskeys.ask([{ credential: new Uint8Array(rawId), salt }, other]);
    expect(asked[0]!.publicKey!.extensions).toEqual({
      prf: { evalByCredential: { '-_-_': { first: salt }, AQ: { first: other.salt } } },
    });
  });

  test('is not tried when there is none', async () => {
    browserWith({ get: throwing('NotAllowedError') });
    expect(await browserPasskeys.ask([])).toEqual({ outcome: 'unavailable' });
  });
});

describe('forgetting a passkey', () => {
  test('tells its keeper, and takes no answer for an answer', async () => {
    const told: object[] = [];
    vi.stubGlobal('location', { hostname: 'codes.example' });
    browserWith({}, { signalUnknownCredential: async (unknown: object) => void told.push(unknown) });
    await browserPasskeys.forget(new Uint8Array(rawId));
    expect(told).toEqual([{ rpId: 'codes.example', credentialId: '-_-_' }]);
    browserWith({}, { signalUnknownCredential: throwing('SecurityError') });
    await browserPasskeys.forget(new Uint8Array(rawId));
  });
});

describe('whether passkeys are offered', () => {
  test('follows what the browser says of its PRF', async () => {
    browserWith({}, { getClientCapabilities: async () => ({ 'extension:prf': false }) });
    expect(await canUsePasskeys()).toBe(false);
    browserWith({}, { getClientCapabilities: async () => ({ 'extension:prf': true }) });
    expect(await canUsePasskeys()).toBe(true);
    browserWith({});
    expect(await canUsePasskeys()).toBe(true);
  });
});
