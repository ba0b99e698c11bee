// The vault of Aegis, plain and encrypted: github.com/beemdevelopment/Aegis docs/vault.md.
import type { Kind } from '../core/entry';
import { readAlgorithm } from '../core/otpauth-figures';
import { lower } from '../core/text';
import { GCM_NONCE, GCM_TAG, openGcm } from './ciphers';
import { checkDraft } from './draft';
import { Fields } from './fields';
import { parseJson } from './json';
import { scryptKey, scryptsWithin, scryptWithin, type Scrypt } from './kdf';
import type { Item, Reading } from './reading';
import { passwordNeeded, readEach, refuseFile } from './readings';
import { strictText } from './strict-text';

export { writeAegis } from './aegis-written';

type Bytes = Uint8Array<ArrayBuffer>;

const FILE_VERSION = 1;
/** The newest version known here. Newer versions have stayed readable up to now. */
const CONTENT_VERSION = 3;
const PASSWORD_SLOT = 1;
const KEY_LENGTH = 32;
const SALT_LENGTH = 32;

/** Password slots in one file. Each costs a derivation; people have two or three. */
const MAXIMUM_SLOTS = 32;

const KINDS: Readonly<Record<string, Kind>> = { totp: 'totp', hotp: 'hotp', steam: 'steam' };

export async function readAegis(file: Fields, password: string | undefined): Promise<Reading> {
  const newerFile = (file.number('version') ?? FILE_VERSION) > FILE_VERSION;
  const plain = file.optionalObject('db');
  if (plain) return readContent(plain, newerFile);

  const header = file.object('header');
  const params = header.object('params');
  const [nonce, tag, ciphertext, slots] =
    [params.hex('nonce', GCM_NONCE), params.hex('tag', GCM_TAG), file.base64('db'), header.list('slots')];
  if (!nonce || !tag || !ciphertext || !slots) return refuseFile('aegis', 'damaged');
  const passwordSlots = slots.map(slot => new Fields(slot)).filter(slot => slot.number('type') === PASSWORD_SLOT);
  const whole = passwordSlots.flatMap(slot => readSlot(slot) ?? []);
  if (whole.length === 0) return refuseFile('aegis', 'damaged');
  const within = whole.flatMap(slot => slot.costs ? { ...slot, costs: slot.costs } : []);
  if (within.length < whole.length || passwordSlots.length > MAXIMUM_SLOTS
    || !scryptsWithin(within.map(slot => slot.costs))) {
    return refuseFile('aegis', 'kdf_out_of_bounds');
  }
  if (password === undefined) return passwordNeeded('aegis');

  for (const slot of within) {
    const key = await scryptKey(password, slot.salt, slot.costs);
    if (!key) return refuseFile('aegis', 'kdf_out_of_bounds');
    const masterKey = await openGcm(key, slot.nonce, slot.sealedKey);
    if (!masterKey) continue;
    const text = await openGcm(masterKey, nonce, concat(ciphertext, tag));
    const content = text && parseJson(strictText(text) ?? '');
    // The password is right, because its slot opened.
    return content === undefined ? refuseFile('aegis', 'damaged') : readContent(new Fields(content), newerFile);
  }
  return refuseFile('aegis', 'wrong_password');
}

interface Slot {
  readonly sealedKey: Bytes;
  readonly nonce: Bytes;
  readonly salt: Bytes;
  readonly costs: Scrypt | undefined;
}

/** Undefined if a part that is needed to try the slot is missing. */
function readSlot(slot: Fields): Slot | undefined {
  const params = slot.object('key_params');
  const [key, salt, nonce, tag] = [
    slot.hex('key', KEY_LENGTH), slot.hex('salt', SALT_LENGTH), params.hex('nonce', GCM_NONCE),
    params.hex('tag', GCM_TAG),
  ];
  const [n, r, p] = [slot.number('n'), slot.number('r'), slot.number('p')];
  if (!key || !salt || !nonce || !tag || n === undefined || r === undefined || p === undefined) return undefined;
  return { sealedKey: concat(key, tag), nonce, salt, costs: scryptWithin(n, r, p) };
}

function readContent(db: Fields, newerFile: boolean): Reading {
  const entries = db.list('entries');
  if (!entries) return refuseFile('aegis', 'damaged');
  const groups = new Map<string, string>();
  for (const group of (db.list('groups') ?? []).map(one => new Fields(one))) {
    const id = lower(group.text('uuid'));
    if (!groups.has(id)) groups.set(id, group.text('name'));
  }
  const newer = newerFile || (db.number('version') ?? CONTENT_VERSION) > CONTENT_VERSION;
  return readEach(
    'aegis', entries, (entry, place) => readEntry(new Fields(entry), place, groups), newer ? ['newer_version'] : [],
  );
}

function readEntry(entry: Fields, place: number, groups: ReadonlyMap<string, string>): Item {
  const info = entry.object('info');
  const [type, algorithm] = [lower(entry.text('type')), info.text('algo')];
  // Groups since content version 3; earlier one group.
  const names = [...entry.texts('groups').map(id => groups.get(lower(id)) ?? ''), entry.text('group')];
  const draft = {
    place, issuer: entry.text('issuer'), account: entry.text('name'),
    kind: Object.hasOwn(KINDS, type) ? KINDS[type] : undefined,
    // Aegis once wrote MD5 for other kinds of keys, but computes them with SHA1 (OtpInfo.fromJson).
    algorithm: readAlgorithm(algorithm === 'MD5' && type !== 'motp' ? 'SHA1' : algorithm),
    digits: info.number('digits'), period: info.number('period'), counter: info.number('counter'),
    key: info.textOrNothing('secret'),
    note: entry.text('note'), groups: names.filter(name => name !== ''), favourite: entry.flag('favorite'),
  };
  return checkDraft({ ...draft, damaged: entry.damaged || info.damaged });
}

function concat(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
