// The files with records that could not be opened.
import { encodeBase64 } from '../core/base64';
import type { Stored } from './database';

/** JSON; bytes are Base64. */
export function writeSetAside({ header, setAside }: Pick<Stored, 'header' | 'setAside'>): string {
  return written({
    what: 'Entries that Sparekey Authenticator could not open, as they were found, and the slots of their vault',
    header, setAside,
  });
}

/** The same for a whole vault with an unreadable header. */
export function writeUnreadable({ header, order, entries, setAside }: Stored): string {
  return written({
    what: 'A vault that Sparekey Authenticator could not open, as it was found', header, order, entries, setAside,
  });
}

function written(what: object): string {
  return JSON.stringify(what, (_name, value: unknown) => {
    if (value instanceof ArrayBuffer) return encodeBase64(new Uint8Array(value));
    // A header of another version may contain anything.
    return value instanceof Uint8Array ? encodeBase64(value) : typeof value === 'bigint' ? String(value) : value;
  }, 2);
}
