// Recognises the format of a file by its content, never by its name, and reads it. The code of a format is loaded only
// for a file of that format.
import { trimmed } from '../core/text';
import { Fields } from './fields';
import { parseJson } from './json';
import { MAXIMUM_BYTES } from './limits';
import type { Reading } from './reading';
import { strictText, strictUtf16 } from './strict-text';

type Bytes = Uint8Array<ArrayBuffer>;

const NOT_RECOGNISED: Reading = { outcome: 'refused', reason: 'not_recognised' };

/** Nonce, tag and an empty list: the shortest encrypted file of andOTP. */
const SHORTEST_UNKNOWN = 30; // bytes

/**
 * @param bytes A file, or pasted text as UTF-8.
 * @param password Absent or empty: none was given yet.
 * @returns An answer for any bytes.
 */
export async function readFile(bytes: Bytes, password?: string): Promise<Reading> {
  if (bytes.length > MAXIMUM_BYTES) return { outcome: 'refused', reason: 'too_large' };
  const given = password === '' ? undefined : password;
  if (startsWith(bytes, JAVA_OBJECTS)) return { outcome: 'refused', format: 'freeotp', reason: 'unsupported_format' };
  if (STRATUM.some(magic => startsWith(bytes, magic))) {
    return (await import('./stratum')).readSealedStratum(bytes, given);
  }
  const text = strictText(bytes) ?? strictUtf16(bytes);
  if (text === undefined) return readUnknownBytes(bytes, given);
  const content = trimmed(text);
  if (!/^(\{|\[\s*\{)/.test(content)) return readLines(content);
  const json = parseJson(content);
  if (json === undefined) return { outcome: 'refused', reason: 'damaged' };
  return Array.isArray(json)
    ? (await import('./andotp')).readAndotp(json as readonly unknown[])
    : readObject(new Fields(json), given);
}

async function readObject(file: Fields, password: string | undefined): Promise<Reading> {
  if (file.has('db') && file.optionalObject('header')) return (await import('./aegis')).readAegis(file, password);
  if (file.has('services') && file.has('schemaVersion')) return (await import('./twofas')).readTwofas(file, password);
  if (file.has('passwordProtected') || (file.has('encrypted') && file.has('items'))) {
    return (await import('./bitwarden')).readBitwarden(file, password);
  }
  if (file.has('kdfParams') && file.has('encryptedData')) {
    return (await import('./ente')).readSealedEnte(file, password);
  }
  if (file.hasKey('Authenticators')) return (await import('./stratum')).readStratum(file);
  if (file.has('tokens')) return (await import('./freeotp-plus')).readFreeotpPlus(file);
  return NOT_RECOGNISED;
}

// At the beginning of a line. s would cross line ends, and take long over many empty lines.
const PART = /^[^\S\r\n]*otpauth-migration:\/\//im;
const ADDRESS = /^[^\S\r\n]*otpauth:\/\//im;
const SHOWN_ADDRESS = /^[^\S\r\n]*otpauth:\/\/[^\r\n]*[?&]codeDisplay=/im;
const STEAM_ADDRESS = /^[^\S\r\n]*steam:\/\//im;
const TABLE = /^[^\r\n]*login_totp/;

async function readLines(text: string): Promise<Reading> {
  const csv = TABLE.test(text) ? await import('./bitwarden-csv') : undefined;
  // First, because a note in a table may contain a line with an address.
  if (csv?.isBitwardenCsv(text)) return csv.readBitwardenCsv(text);
  const hasAddress = ADDRESS.test(text);
  if (!hasAddress && PART.test(text)) return (await import('./google-migration')).readGoogleMigration(text);
  if (hasAddress && SHOWN_ADDRESS.test(text)) return (await import('./ente')).readEnte(text);
  return hasAddress || STEAM_ADDRESS.test(text) ? (await import('./uri-list')).readUriList(text) : NOT_RECOGNISED;
}

/**
 * Encrypted files of andOTP have no magic bytes. Pictures, documents and archives, which people choose by mistake,
 * have.
 */
async function readUnknownBytes(bytes: Bytes, password: string | undefined): Promise<Reading> {
  if (bytes.length < SHORTEST_UNKNOWN || MISTAKES.some(magic => startsWith(bytes, magic))) return NOT_RECOGNISED;
  return (await import('./andotp')).readSealedAndotp(bytes, password);
}

/** The first characters of files, as ISO 8859-1. */
const JAVA_OBJECTS = '\u00ac\u00ed\u0000\u0005';   // a backup of FreeOTP
const STRATUM = ['AUTHENTICATORPRO', 'AuthenticatorPro'];
// In this order: PNG, JPEG, GIF, WebP, PDF, ZIP, gzip, SQLite.
const MISTAKES =
  ['\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8', 'RIFF', '%PDF', 'PK\u0003\u0004', '\u001f\u008b', 'SQLite format 3'];

function startsWith(bytes: Bytes, magic: string): boolean {
  return Array.from(magic).every((character, at) => bytes[at] === character.charCodeAt(0));
}
