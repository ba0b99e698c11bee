// Ente Auth: lines of addresses with their display settings in codeDisplay, plain or encrypted: github.com/ente-io/ente
// docs/docs/auth/migration/export.md.
import { percentDecode } from '../core/percent-text';
import { Fields } from './fields';
import { parseJson } from './json';
import { argon2idKey, argon2Within } from './kdf';
import { linesOf } from './lines';
import type { FileWarning, Item, Reading } from './reading';
import { passwordNeeded, readEach, refuseFile } from './readings';
import { openFirstMessage, SHORTEST_MESSAGE, STREAM_HEADER } from './secretstream';
import { strictText } from './strict-text';
import { readAddress } from './uri-list';

const VERSION = 1;
const SALT_LENGTH = 16;

/** The parameter `codeDisplay` of an address, with the character before it. */
const DISPLAY = /([?&])codeDisplay=([^&]*)/i;
const ISSUER = /[?&]issuer=[^&#]*/i;

export function readEnte(text: string, warnings: readonly FileWarning[] = []): Reading {
  return readEach('ente', linesOf(text).flatMap(line => line.split(/,(?=otpauth:\/\/)/i)), readLine, warnings);
}

export async function readSealedEnte(file: Fields, password: string | undefined): Promise<Reading> {
  const params = file.object('kdfParams');
  const [salt, header, sealed] = [params.base64('salt'), file.base64('encryptionNonce'), file.base64('encryptedData')];
  const [bytes, passes] = [params.number('memLimit'), params.number('opsLimit')];
  if (salt?.length !== SALT_LENGTH || header?.length !== STREAM_HEADER || !sealed || sealed.length < SHORTEST_MESSAGE) {
    return refuseFile('ente', 'damaged');
  }
  if (bytes === undefined || passes === undefined) return refuseFile('ente', 'damaged');
  const costs = argon2Within(Math.floor(bytes / 1024), passes, 1);   // libsodium rounds down to whole KiB
  if (!costs) return refuseFile('ente', 'kdf_out_of_bounds');
  if (password === undefined) return passwordNeeded('ente');
  const key = await argon2idKey(password, salt, costs);
  if (!key) return refuseFile('ente', 'kdf_out_of_bounds');
  const text = openFirstMessage(key, header, sealed);
  if (!text) return refuseFile('ente', 'wrong_password');
  const lines = strictText(text);
  const newer = (file.number('version') ?? VERSION) > VERSION;
  return lines === undefined ? refuseFile('ente', 'damaged') : readEnte(lines, newer ? ['newer_version'] : []);
}

/** Undefined for an entry in Ente's trash. */
function readLine(line: string, place: number): Item | undefined {
  const shown = new Fields(parseJson(percentDecode(DISPLAY.exec(line)?.[2] ?? '', true).text));
  if (shown.flag('trashed')) return undefined;
  // Old exports joined the period to the issuer.
  const address = line.replace(ISSUER, issuer => issuer.replace(/period=[0-9]*$/i, ''));
  const whole = readAddress(address, place);
  // A long note makes a long address.
  const item =
    'refused' in whole && whole.refused === 'too_long' ? readAddress(address.replace(DISPLAY, '$1'), place) : whole;
  if (!('entry' in item)) return item;
  return { ...item, entry: {
    ...item.entry, note: shown.text('note'), groups: shown.texts('tags').filter(tag => tag !== ''),
    favourite: shown.flag('pinned'),
  } };
}
