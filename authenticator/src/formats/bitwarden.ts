// Bitwarden's vault as JSON, and Bitwarden Authenticator's, which is the same without folders:
// bitwarden.com/help/encrypted-export and bitwarden/clients libs/tools/export.
import { nameOf } from '../core/entry-name';
import { tidy } from '../core/text';
import { readLogin } from './bitwarden-login';
import { openBitwarden } from './bitwarden-sealed';
import { Fields } from './fields';
import { parseJson } from './json';
import type { Format, Item, Reading } from './reading';
import { readEach, refuseFile } from './readings';

const LOGIN = 1;

export async function readBitwarden(file: Fields, password: string | undefined): Promise<Reading> {
  if (!file.flag('encrypted')) return readVault(file, file.has('folders') ? 'bitwarden' : 'bitwarden_authenticator');
  if (!file.flag('passwordProtected')) return refuseFile('bitwarden', 'account_bound');
  const opened = await openBitwarden(file, password);
  if ('reading' in opened) return opened.reading;
  return readVault(new Fields(parseJson(opened.text)), 'bitwarden');
}

function readVault(vault: Fields, format: Format): Reading {
  const items = vault.list('items');
  if (!items || vault.damaged) return refuseFile(format, 'damaged');
  const folders = new Map((vault.list('folders') ?? []).map(one => new Fields(one))
    .map(folder => [folder.text('id'), folder.text('name')] as const));
  const placed =
    items.map((item, at) => ({ item: new Fields(item), place: at + 1 })).filter(({ item }) => isLogin(item));
  return readEach(format, placed, ({ item, place }) => readItem(item, place, folders));
}

/** Only logins have second factors. An item that is no object, or whose type is no number, is reported. */
function isLogin(item: Fields): boolean {
  const isLogin = item.number('type') === LOGIN;
  return isLogin || item.damaged;
}

/** Undefined for a login without a second factor. */
function readItem(item: Fields, place: number, folders: ReadonlyMap<string, string>): Item | undefined {
  const login = item.optionalObject('login');
  const names = { issuer: tidy(item.text('name')), account: tidy(login?.text('username') ?? '') };
  const totp = login?.text('totp') ?? '';
  const folder = folders.get(item.text('folderId')) ?? '';
  const favourite = item.flag('favorite');
  if (item.damaged || login?.damaged) {
    return { name: nameOf(names.issuer, names.account) || `entry ${place}`, refused: 'damaged' };
  }
  return readLogin(totp, names, place, folder, favourite);
}
