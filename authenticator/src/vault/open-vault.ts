// The vault, put together: see vault.ts for what can be done with it.
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
    else vault.refresh().catch(() => undefined); // said by `trouble`
  });
  const started = vault.refresh().catch(() => undefined); // said by `trouble`

  return {
    state, entries, setAside, trouble,
    settings: computed(() => settings.value),
    slots: computed(() => vault.slots.value.map(({ id, kind, name, createdAt }) => ({ id, kind, name, createdAt }))),
    /** Resolves when the state is no longer `starting`, or `trouble` says why it stays so. */
    started,
    refresh: vault.refresh,
    ...doorsOf(vault, surroundings),
    ...entriesOf(vault, surroundings),

    /** This window only. */
    lockHere: vault.leave,

    /** Here and in every other window. What this window held is forgotten before this returns. */
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

    /** The vault, its passkeys, the settings, and that there ever was one. */
    async forgetEverything(): Promise<void> {
      vault.leave();
      const slots = (await vault.header())?.slots ?? [];
      await vault.inTurn(async () => {
        await clear(await vault.database());
        marker.clear();
      });
      await vault.refresh();
      tabs.tell('changed');
      // Not before: were nothing cleared, they would still open what is here.
      for (const slot of slots) if (slot.kind === 'passkey') await passkeys.forget(slot.credential);
    },

    discardSetAside: (id: string): Promise<void> => vault.write(async () => ({ answer: undefined, change: { discard: [id] } })),

    /** What was set aside, still sealed, with the slots that open it: the text of a file to keep for somebody who may mend it. */
    async setAsideExport(): Promise<string> {
      return writeSetAside(await readStored(await vault.database()));
    },

    /** Everything of a vault whose header cannot be read, still sealed. */
    async unreadableExport(): Promise<string> {
      return writeUnreadable(await readStored(await vault.database()));
    },
  };
}
