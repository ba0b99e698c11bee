// Backups of 2FAS: github.com/twofas/2fas-android BackupContent.kt and BackupCipherImpl.kt, schemas 1 to 4.
import { decodeBase64 } from '../core/base64';
import type { Kind } from '../core/entry';
import { readAlgorithm } from '../core/otpauth-figures';
import { GCM_NONCE, GCM_TAG, openGcm } from './ciphers';
import { checkDraft } from './draft';
import { Fields } from './fields';
import { parseJson } from './json';
import { pbkdf2Key } from './kdf';
import type { Item, Reading } from './reading';
import { passwordNeeded, readEach, refuseFile } from './readings';
import { strictText } from './strict-text';

/** The newest schema known here. Newer schemas have stayed readable up to now, so refusing them would only do harm. */
const SCHEMA_VERSION = 4;
const ITERATIONS = 10_000;

/** Schemas 1 and 2 have no kinds. */
const KINDS: Readonly<Record<string, Kind>> = { '': 'totp', TOTP: 'totp', HOTP: 'hotp', STEAM: 'steam' };

export async function readTwofas(file: Fields, password: string | undefined): Promise<Reading> {
  const services = file.list('services');
  if (!services || !file.has('servicesEncrypted')) return readServices(file, services);
  const pieces = file.text('servicesEncrypted').split(':').map(decodeBase64);
  const [ciphertext, salt, nonce] = pieces;
  if (pieces.length !== 3 || !ciphertext || ciphertext.length < GCM_TAG || !salt || nonce?.length !== GCM_NONCE) {
    return refuseFile('twofas', 'damaged');
  }
  if (password === undefined) return passwordNeeded('twofas');
  const text = await openGcm(await pbkdf2Key('SHA-256', password, salt, ITERATIONS), nonce, ciphertext);
  if (!text) return refuseFile('twofas', 'wrong_password');
  const opened = parseJson(strictText(text) ?? '');
  return readServices(file, Array.isArray(opened) ? opened as readonly unknown[] : undefined);
}

function readServices(file: Fields, services: readonly unknown[] | undefined): Reading {
  if (!services) return refuseFile('twofas', 'damaged');
  const groups = new Map((file.list('groups') ?? []).map(one => new Fields(one))
    .map(group => [group.text('id'), group.text('name')] as const));
  const newer = (file.number('schemaVersion') ?? 0) > SCHEMA_VERSION;
  return readEach(
    'twofas', services, (service, place) => readService(new Fields(service), place, groups),
    newer ? ['newer_version'] : [],
  );
}

function readService(service: Fields, place: number, groups: ReadonlyMap<string, string>): Item {
  const otp = service.object('otp');
  const type = otp.text('tokenType').toUpperCase();
  const group = groups.get(service.text('groupId')) ?? '';
  const draft = {
    place, issuer: otp.text('issuer') || service.text('name'), account: otp.text('account') || otp.text('label'),
    kind: Object.hasOwn(KINDS, type) ? KINDS[type] : undefined,
    algorithm: readAlgorithm(otp.text('algorithm')), digits: otp.number('digits'), period: otp.number('period'),
    counter: otp.number('counter'),
    key: service.textOrNothing('secret'), groups: group === '' ? [] : [group],
  };
  return checkDraft({ ...draft, damaged: service.damaged || otp.damaged });
}
