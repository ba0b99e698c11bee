// The ways into the vault, and their changes.
import { newId, randomBytes } from '../edges/device';
import { begin } from './database';
import { writeOrder } from './contents';
import type { Live } from './live';
import { FORMAT, type Header, readHeader, type Slot } from './records';
import { orderBond, seal, withoutExtraction } from './sealing';
import { newVaultKey, openWithPasskey, openWithPassword, passkeySlot, passwordSlot, PRF_SALT_BYTES } from './slots';
import type { Surroundings } from './surroundings';

export function doorsOf(vault: Live, { argon2id, passwordCost, passkeys, tabs, marker, now }: Surroundings) {
  /** Replaces the slots. If another window changed them first, reads and decides again. */
  function changeSlots(decide: (header: Header) => readonly Slot[] | null): Promise<boolean> {
    return vault.write(async (_key, { header }) => {
      const slots = decide(header);
      return slots
        ? { answer: true, change: { header: { ...header, revision: header.revision + 1, slots } } }
        : { answer: false };
    });
  }

  return {
    /** @param givingUp Deletes an unreadable vault; otherwise the answer is `already_there`. */
    async create(password: string, givingUp = false): Promise<'created' | 'already_there'> {
      if (password === '') throw new RangeError('A vault needs a password.');
      const id = newId();
      const key = await newVaultKey();
      const slots = [await passwordSlot(argon2id, passwordCost, id, key, password, now())];
      const order = await seal(key, orderBond, writeOrder([]));
      const made = await begin(
        await vault.database(), { format: FORMAT, id, revision: 1, slots }, order,
        (found, isEmpty) => isEmpty || (givingUp && readHeader(found) === null),
      );
      if (!made) {
        await vault.refresh();
        return 'already_there';
      }
      marker.set();
      await vault.enter(id, await withoutExtraction(key));
      tabs.tell('changed');
      return 'created';
    },

    async unlock(password: string): Promise<'open' | 'wrong_password'> {
      const header = await vault.header();
      const proven = header && await openWithPassword(argon2id, header, password, false);
      if (!proven) return 'wrong_password';
      await vault.enter(header.id, proven.key);
      return 'open';
    },

    /** Opens nothing: a vault that was locked in the meantime stays locked. */
    async prove(password: string): Promise<'proven' | 'wrong_password'> {
      const header = await vault.header();
      return header && await openWithPassword(argon2id, header, password, false) ? 'proven' : 'wrong_password';
    },

    async unlockWithPasskey(): Promise<'open' | 'refused' | 'unavailable'> {
      const header = await vault.header();
      if (!header) return 'unavailable';
      const reply = await passkeys.ask(header.slots.flatMap(slot =>
        (slot.kind === 'passkey' ? [{ credential: slot.credential, salt: slot.salt }] : [])));
      if (reply.outcome !== 'answered') return reply.outcome;
      const key = await openWithPasskey(header, reply.answer);
      reply.answer.secret.fill(0);
      if (!key) return 'refused';
      await vault.enter(header.id, key);
      return 'open';
    },

    async changePassword(old: string, next: string): Promise<'changed' | 'wrong_password'> {
      if (next === '') throw new RangeError('A vault needs a password.');
      const header = await vault.header();
      const proven = header && await openWithPassword(argon2id, header, old, true);
      if (!proven) return 'wrong_password';
      const slot = await passwordSlot(argon2id, passwordCost, header.id, proven.key, next, now());
      // One transaction removes the proven password and adds the new one. If another window changed the password first,
      // the old one proves nothing any more.
      const changed = await changeSlots(current => (current.id === header.id
        && proven.opened.every(id => current.slots.some(other => other.id === id))
        ? [...current.slots.filter(other => !proven.opened.includes(other.id)), slot]
        : null));
      return changed ? 'changed' : 'wrong_password';
    },

    async addPasskey(name: string, password: string): Promise<'added' | 'wrong_password' | 'unavailable' | 'refused'> {
      const header = await vault.header();
      const proven = header && await openWithPassword(argon2id, header, password, true);
      if (!proven) return 'wrong_password';
      const salt = randomBytes(PRF_SALT_BYTES);
      const reply = await passkeys.create(
        name, salt, header.slots.flatMap(slot => (slot.kind === 'passkey' ? [slot.credential] : [])),
      );
      if (reply.outcome !== 'answered') return reply.outcome;
      const slot = await passkeySlot(header.id, proven.key, name, salt, reply.answer, now());
      reply.answer.secret.fill(0);
      const added = await changeSlots(current => (current.id === header.id ? [...current.slots, slot] : null));
      return added ? 'added' : 'refused';
    },

    /** Only a passkey can be removed: there is always a password. */
    async removeSlot(id: string): Promise<'removed' | 'not_there'> {
      let credential = null as Uint8Array<ArrayBuffer> | null;
      const removed = await changeSlots(({ slots }) => {
        const slot = slots.find(other => other.id === id);
        if (slot?.kind !== 'passkey') return null;
        credential = slot.credential;
        return slots.filter(other => other !== slot);
      });
      if (credential) await passkeys.forget(credential);
      return removed ? 'removed' : 'not_there';
    },
  };
}
