// The file of what could not be opened.
import { encodeBase64 } from '../core/base64';
import type { Stored } from './database';

/** JSON; bytes are Base64. */
export function writeSetAside({ header, setAside }: Pick<Stored, 'header' | 'setAside'>): string {
  const bytes = (_name: string, value: unknown): unknown => (value instanceof Uint8Array ? encodeBase64(value) : value);
  return JSON.stringify({ what: 'Entries that Sparekey Authenticator could not open, as they were found, and the slots of their vault', header, setAside }, bytes, 2);
}
