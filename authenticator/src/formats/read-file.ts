// Tells the format of a file from its content, never from its name, and reads it. A format's own code is loaded only when a file of it is there.
import { trimmed } from '../core/text';
import { Fields } from './fields';
import { parseJson } from './json';
import { MAXIMUM_BYTES } from './limits';
import type { Reading } from './reading';
import { strictText, strictUtf16 } from './strict-text';

type Bytes = Uint8Array<ArrayBuffer>;

const NOT_RECOGNISED: Reading = { outcome: 'refused', reason: 'not_recognised' };

/** Nonce, tag and an empty list: the least that an encrypted file of andOTP can have. */
const SHORTEST_UNKNOWN = 30; // bytes

/**
 * @param bytes A file, or the UTF-8 of what was pasted.
 * @param password Left out when none was given yet; an empty one is none.
 * @returns Always an answer, whatever the bytes.
 */
export async function readFile(bytes: Bytes, password?: string): Promise<Reading> {
  if (bytes.length > MAXIMUM_BYTES) return { outcome: 'refused', reason: 'too_large' };
  const given = password === '' ? undefined : password;
  if (startsWith(bytes, JAVA_OBJECTS)) return { outcome: 'refused', format: 'freeotp', reason: 'unsupported_format' };
  if (STRATUM.some(magic => startsWith(bytes, magic))) return (await import('./stratum')).readSealedStratum(bytes, given);
  const text = strictText(bytes) ?? strictUtf16(bytes);
  if (text === undefined) return readUnknownBytes(bytes, given);
  const content = trimmed(text);
  if (!/^(\{|\[\s*\{)/.test(content)) return readLines(content);
  const json = parseJson(content);
  if (json === undefined) return { outcome: 'refused', reason: 'damaged' };
  return Array.isArray(json) ? (await import('./andotp')).readAndotp(json as readonly unknown[]) : readObject(new Fields(json), given);
}

async function readObject(file: Fields, password: string | undefined): Promise<Reading> {
  if (file.has('db') && file.optionalObject('header')) return (await import('./aegis')).readAegis(file, password);
  if (file.has('services') && file.has('schemaVersion')) return (await import('./twofas')).readTwofas(file, password);
  if (file.has('passwordProtected') || (file.has('encrypted') && file.has('items'))) return (await import('./bitwarden')).readBitwarden(file, password);
  if (file.has('kdfParams') && file.has('encryptedData')) return (await import('./ente')).readSealedEnte(file, password);
  if (file.hasKey('Authenticators')) return (await import('./stratum')).readStratum(file);
  if (file.has('tokens')) return (await import('./freeotp-plus')).readFreeotpPlus(file);
  return NOT_RECOGNISED;
}

// At the beginning of a line; \s would cross line ends, and take its time over many blank ones.
const PART = /^[^\S\r\n]*otpauth-migration:\/\//im;
const ADDRESS = /^[^\S\r\n]*otpauth:\/\//im;
const SHOWN_ADDRESS = /^[^\S\r\n]*otpauth:\/\/[^\r\n]*[?&]codeDisplay=/im;
const STEAM_ADDRESS = /^[^\S\r\n]*steam:\/\//im;
const TABLE = /^[^\r\n]*login_totp/;

async function readLines(text: string): Promise<Reading> {
  const csv = TABLE.test(text) ? await import('./bitwarden-csv') : undefined;
  if (csv?.isBitwardenCsv(text)) return csv.readBitwardenCsv(text);   // first, because a note in it may have an address on a line
  const hasAddress = ADDRESS.test(text);
  if (!hasAddress && PART.test(text)) return (await import('./google-migration')).readGoogleMigration(text);
  if (hasAddress && SHOWN_ADDRESS.test(text)) return (await import('./ente')).readEnte(text);
  return hasAddress || STEAM_ADDRESS.test(text) ? (await import('./uri-list')).readUriList(text) : NOT_RECOGNISED;
}

/** Encrypted files of andOTP have no magic; pictures, documents and archives, which people hand in by mistake, have. */
async function readUnknownBytes(bytes: Bytes, password: string | undefined): Promise<Reading> {
  if (bytes.length < SHORTEST_UNKNOWN || MISTAKES.some(magic => startsWith(bytes, magic))) return NOT_RECOGNISED;
  return (await import('./andotp')).readSealedAndotp(bytes, password);
}

/** What files begin with: characters of ISO 8859-1. */
const JAVA_OBJECTS = '\u00ac\u00ed\u0000\u0005';   // FreeOTP's own backup
const STRATUM = ['AUTHENTICATORPRO', 'AuthenticatorPro'];
const MISTAKES = ['\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8', 'RIFF', '%PDF', 'PK\u0003\u0004', '\u001f\u008b', 'SQLite format 3'];   // \u00ff\u00d8\u00ff is JPEG, RIFF WebP, \u001f\u008b gzip

function startsWith(bytes: Bytes, magic: string): boolean {
  return Array.from(magic).every((character, at) => bytes[at] === character.charCodeAt(0));
}
