// The whole vault; vault.ts describes its use.
import { computed } from '@preact/signals';
import { changeSettings, clear, readStored } from './database';
import { doorsOf } from './doors';
import { entriesOf } from './entries';
import { live } from './live';
import { writeSetAside, writeUnreadable } from './set-aside';
import type { Settings } from './settings';
import type { Surroundings } from './surroundings';

export type Vault = ReturnType<typeof openVaultStore>;

export function openVaultStore(surroundings: Surroundings) {
  const { tabs, marker, passkeys } = surroundings;
  const vault = live(surroundings);
  const { state, entries, setAside, settings, trouble } = vault;

  tabs.hear(word => {
    if (word === 'locked') vault.leave();
    else vault.refresh().catch(() => undefined); // reported by `trouble`
  });
  const started = vault.refresh().catch(() => undefined); // reported by `trouble`

  return {
    state, entries, setAside, trouble,
    settings: computed(() => settings.value),
    slots: computed(() => vault.slots.value.map(({ id, kind, name, createdAt }) => ({ id, kind, name, createdAt }))),
    /** Resolves when the state is no longer `starting`, or when `trouble` is set. */
    started,
    refresh: vault.refresh,
    ...doorsOf(vault, surroundings),
    ...entriesOf(vault, surroundings),

    /** This window only. */
    lockHere: vault.leave,

    /** In this and every other window. This window's key is forgotten before this returns. */
    async lock(): Promise<void> {
      vault.leave();
      tabs.tell('locked');
    },

    async change(patch: Partial<Settings>): Promise<void> {
      await vault.inTurn(async () => {
        settings.value = await changeSettings(await vault.database(), patch);
      });
      tabs.tell('changed');
    },

    /** Deletes the vault, its passkeys, the settings, and the marker. */
    async forgetEverything(): Promise<void> {
      vault.leave();
      const slots = (await vault.header())?.slots ?? [];
      await vault.inTurn(async () => {
        await clear(await vault.database());
        marker.clear();
      });
      await vault.refresh();
      tabs.tell('changed');
      // Only after clearing: if clearing failed, the passkeys would still be needed.
      for (const slot of slots) if (slot.kind === 'passkey') await passkeys.forget(slot.credential);
    },

    discardSetAside: (id: string): Promise<void> =>
      vault.write(async () => ({ answer: undefined, change: { discard: [id] } })),

    /**
     * The entries that were set aside, still sealed, with the slots that open them: a file for somebody who may repair
     * them.
     */
    async setAsideExport(): Promise<string> {
      return writeSetAside(await readStored(await vault.database()));
    },

    /** All records of a vault with an unreadable header, still sealed. */
    async unreadableExport(): Promise<string> {
      return writeUnreadable(await readStored(await vault.database()));
    },
  };
}
