// AES for files. Opening returns undefined if the seal does not fit; a wrong password and damage both cause that.

export const GCM_NONCE = 12; // bytes
export const GCM_TAG = 16; // bytes
export const AES_BLOCK = 16; // bytes

type Bytes = Uint8Array<ArrayBuffer>;

/** AES-256-GCM; `sealed` ends with the tag. */
export async function openGcm(key: Bytes, nonce: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  return attempt(crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, imported, sealed));
}

/** AES-256-GCM; the last 16 bytes are the tag. */
export async function sealGcm(key: Bytes, nonce: Bytes, plain: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, imported, plain));
}

/** AES-256-CBC with the padding of PKCS #7. Without a seal, a wrong key may produce anything. */
export async function openCbc(key: Bytes, iv: Bytes, cipher: Bytes): Promise<Bytes | undefined> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['decrypt']);
  return attempt(crypto.subtle.decrypt({ name: 'AES-CBC', iv }, imported, cipher));
}

/** WebCrypto reports a seal that does not fit as an OperationError. Any other error is a bug of ours. */
async function attempt(opening: Promise<ArrayBuffer>): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await opening);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}
