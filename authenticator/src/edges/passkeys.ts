// Passkeys as a source of keys: the PRF extension of WebAuthn Level 3, section 10.1.4. Nobody signs in, so nobody
// checks the challenge.
import type { PasskeyAnswer } from '../vault/slots';
import { randomBytes } from './device';

export type PasskeyReply =
  { readonly outcome: 'answered'; readonly answer: PasskeyAnswer } | { readonly outcome: 'refused' | 'unavailable' };

export interface Asked {
  readonly credential: Uint8Array<ArrayBuffer>;
  readonly salt: Uint8Array<ArrayBuffer>;
}

export interface Passkeys {
  /** Makes a passkey and asks it once. Unavailable: the new passkey has no PRF and is useless here. */
  create(
    name: string, salt: Uint8Array<ArrayBuffer>, except: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<PasskeyReply>;
  ask(asked: readonly Asked[]): Promise<PasskeyReply>;
  /** Tells the keeper of the passkey, where the browser can, that the passkey no longer opens anything. */
  forget(credential: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Whether to offer passkeys. If the browser does not tell, asking will show. */
export async function canUsePasskeys(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  const ask =
    (PublicKeyCredential as { getClientCapabilities?: () => Promise<Record<string, boolean>> }).getClientCapabilities;
  return !ask || (await ask.call(PublicKeyCredential))['extension:prf'] !== false;
}

const ES256 = -7;
const ED25519 = -8;
const RS256 = -257;

export const browserPasskeys: Passkeys = {
  async create(name, salt, except) {
    if (typeof PublicKeyCredential === 'undefined') return { outcome: 'unavailable' };
    const made = await ceremony(() => navigator.credentials.create({
      publicKey: {
        challenge: randomBytes(32),
        rp: { name: 'Sparekey Authenticator' },
        // A random user, so that no passkey for signing in to the same site is replaced.
        user: { id: randomBytes(32), name: `Authenticator: ${name}`, displayName: `Authenticator: ${name}` },
        pubKeyCredParams: [ES256, ED25519, RS256].map(alg => ({ type: 'public-key', alg })),
        // The PRF gives different results with and without user verification (CTAP 2.1, hmac-secret). Always require
        // it.
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        excludeCredentials: except.map(id => ({ type: 'public-key', id })),
        extensions: { prf: { eval: { first: salt } } },
      },
    }));
    if (typeof made === 'string') return { outcome: made };
    const credential = new Uint8Array(made.rawId);
    const { prf } = made.getClientExtensionResults();
    const secret = prf?.results?.first;
    if (secret) return { outcome: 'answered', answer: { credential, secret: bytes(secret) } };
    return prf?.enabled ? browserPasskeys.ask([{ credential, salt }]) : { outcome: 'unavailable' };
  },

  async ask(asked) {
    if (asked.length === 0 || typeof PublicKeyCredential === 'undefined') return { outcome: 'unavailable' };
    const given = await ceremony(() => navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: asked.map(({ credential }) => ({ type: 'public-key', id: credential })),
        userVerification: 'required',
        extensions: { prf: { evalByCredential: Object.fromEntries(
          asked.map(({ credential, salt }) => [base64Url(credential), { first: salt }]),
        ) } },
      },
    }));
    if (typeof given === 'string') return { outcome: given };
    const secret = given.getClientExtensionResults().prf?.results?.first;
    return secret
      ? { outcome: 'answered', answer: { credential: new Uint8Array(given.rawId), secret: bytes(secret) } }
      : { outcome: 'unavailable' };
  },

  async forget(credential) {
    const signal = (PublicKeyCredential as {
      signalUnknownCredential?: (unknown: { rpId: string; credentialId: string }) => Promise<void>;
    }).signalUnknownCredential;
    try {
      await signal?.call(PublicKeyCredential, { rpId: location.hostname, credentialId: base64Url(credential) });
    } catch (error) {
      // This call is a courtesy. The slot is gone, so the passkey opens nothing in any case.
      if (!(error instanceof DOMException)) throw error;
    }
  },
};

/** Refused: the person declined, took too long, or has no such passkey here. Browsers do not tell which. */
async function ceremony(
  begin: () => Promise<Credential | null>,
): Promise<PublicKeyCredential | 'refused' | 'unavailable'> {
  try {
    return await begin() as PublicKeyCredential | null ?? 'refused';
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // An address without a name, such as 127.0.0.1, cannot have passkeys. Not every browser can make every kind.
    return error.name === 'SecurityError' || error.name === 'NotSupportedError' ? 'unavailable' : 'refused';
  }
}

function bytes(source: BufferSource): Uint8Array<ArrayBuffer> {
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
}

function base64Url(source: Uint8Array): string {
  return btoa(String.fromCharCode(...source)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
