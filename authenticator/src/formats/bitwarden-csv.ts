// Bitwarden's vault as a table: bitwarden.com/help/condition-bitwarden-import.
import { tidy } from '../core/text';
import { readLogin } from './bitwarden-login';
import { readCsv } from './csv';
import type { Reading } from './reading';
import { readEach, refuseFile } from './readings';

const COLUMN = 'login_totp';

export function isBitwardenCsv(text: string): boolean {
  return readCsv(/^[^\r\n]*/.exec(text)![0])?.[0]?.includes(COLUMN) ?? false;
}

export function readBitwardenCsv(text: string): Reading {
  const rows = readCsv(text);
  if (!rows) return refuseFile('bitwarden_csv', 'damaged');
  const [header = [], ...logins] = rows;
  const cell = (row: readonly string[], column: string): string => row[header.indexOf(column)] ?? '';
  const placed = logins.map((row, at) => ({ row, place: at + 1 })).filter(({ row }) => cell(row, COLUMN) !== '');
  return readEach('bitwarden_csv', placed, ({ row, place }) => readLogin(
    cell(row, COLUMN), { issuer: tidy(cell(row, 'name')), account: tidy(cell(row, 'login_username')) }, place,
    cell(row, 'folder'), cell(row, 'favorite') === '1'));
}
