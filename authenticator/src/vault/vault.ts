// The one vault of this browser.
//
// For the screens:
// - `addPasskey(name, password)` asks for the password again, and also answers `wrong_password`: the key of an open vault cannot be extracted, so a new slot is
//   wrapped from a password that was just proven. Whoever finds an open vault cannot add a way in.
// - `create` answers `created`, or `already_there` when another window was first, or when what is there is `unreadable`: only `create(password, true)` gives
//   that up. `removeSlot` removes passkeys only, and answers `removed` or `not_there`.
// - `edit(id, patch)`: give only what was changed. It answers `edited`, `not_there`, or `already_there` when two would be the same; `remove` answers `removed` or `not_there`.
// - `settings` is read-only: `change(patch)` stores.
// - What needs an open vault throws `VaultLocked` when it was locked meanwhile. A full disk is a `DOMException` named `QuotaExceededError`: nothing was changed then.
// - `trouble` is not null when the browser's database cannot be used at all (storage forbidden, or changed by a newer release of the app): say so and stop.
// - After `create`, call `askToPersist()` of edges/persistence. At start, call `startAutolock()`, `watchClock()` and `watchReleases()` of the edges once, and import
//   edges/install: the browser makes its offer once, early.
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
