// otpauth: addresses, one a line, as FreeOTP+, Aegis, Ente and others write them.
import { asEntry, type Entry } from '../core/entry';
import { formatOtpAuth, parseOtpAuth } from '../core/otpauth';
import { linesOf } from './lines';
import type { Item, Reading } from './reading';
import { readEach } from './readings';

/** Every line becomes an item, also a refused one. */
export function readUriList(text: string): Reading {
  return readEach('uri_list', linesOf(text), readAddress);
}

export function readAddress(line: string, place: number): Item {
  const reading = parseOtpAuth(line);
  return reading.outcome === 'parsed'
    ? { entry: asEntry(reading.otp), warnings: reading.warnings }
    : { name: reading.name || `entry ${place}`, refused: reading.reason };
}

/** One address a line, without notes, groups and favourites. */
export function writeUriList(entries: readonly Entry[]): string {
  return entries.map(entry => `${formatOtpAuth(entry)}\n`).join('');
}
