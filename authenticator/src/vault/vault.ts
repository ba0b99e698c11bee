// The one vault of this browser.
//
// For the screens:
// - `addPasskey(name, password)` asks for the password again and can answer `wrong_password`. The key of an open vault
//   cannot be extracted, so a new slot is wrapped with a password that was just proven. A person who finds an open
//   vault cannot add a way in.
// - `create` answers `created` or `already_there`: another window was first, or the vault is `unreadable`. Only
//   `create(password, true)` gives up an unreadable vault. `removeSlot` removes only passkeys and answers `removed` or
//   `not_there`.
// - `edit(id, patch)`: pass only changed fields. Answers `edited`, `not_there`, or `already_there` if two entries would
//   be equal. `remove` answers `removed` or `not_there`.
// - `settings` is read-only: `change(patch)` stores.
// - Actions on an open vault throw `VaultLocked` if it was locked in the meantime. A full disk throws a `DOMException`
//   named `QuotaExceededError`; nothing was changed then.
// - `trouble` is not null if the browser's database cannot be used at all (storage is forbidden, or a newer release of
//   the app changed it): say so and stop.
// - After `create`, call `askToPersist()` of edges/persistence. At start, call `startAutolock()`, `watchClock()` and
//   `watchReleases()` of the edges once, and import edges/install: the browser makes its offer only once, early.
import { argon2idAway } from '../edges/away';
import { deviceTime } from '../edges/device';
import { browserPasskeys } from '../edges/passkeys';
import { vaultMarker } from '../edges/persistence';
import { openTabs } from '../edges/tabs';
import { openVaultStore } from './open-vault';
import { PASSWORD_COST } from './slots';
import type { Word } from './surroundings';

export { VaultLocked, type VaultState } from './live';
export type { Added } from './entries';
export type { Settings } from './settings';

const NAME = 'sparekey-authenticator';

export const vault = openVaultStore({
  databaseName: NAME,
  argon2id: argon2idAway,
  passwordCost: PASSWORD_COST,
  passkeys: browserPasskeys,
  tabs: openTabs<Word>(NAME),
  marker: vaultMarker(NAME),
  now: deviceTime,
});
