// The records of the browser's database. Everything about accounts is sealed. Readable are only the slots, the settings
// and times.
import { argon2Within } from '../formats/kdf';

export const FORMAT = 1;

/** AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D section 8.2.2); the last 16 bytes of `text` are the tag. */
export interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly text: Uint8Array<ArrayBuffer>;
}

export interface SealedEntry extends Sealed {
  readonly id: string;
}

/** An entry that could not be opened, unchanged. */
export interface SetAside extends SealedEntry {
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Argon2id (RFC 9106). */
export interface Argon2Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

interface SlotBase extends Sealed {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** For Argon2id: 16 bytes. For the PRF: 32 bytes. */
  readonly salt: Uint8Array<ArrayBuffer>;
}

export interface PasswordSlot extends SlotBase {
  readonly kind: 'password';
  readonly cost: Argon2Cost;
}

export interface PasskeySlot extends SlotBase {
  readonly kind: 'passkey';
  /** The credential's id, as its authenticator chose it. */
  readonly credential: Uint8Array<ArrayBuffer>;
}

export type Slot = PasswordSlot | PasskeySlot;

export interface Header {
  readonly format: typeof FORMAT;
  /** A UUID. A new vault has another, so that a tab with the old key notices. */
  readonly id: string;
  /** Counts the changes of the slots. A change that is based on an older revision is refused. */
  readonly revision: number;
  readonly slots: readonly Slot[];
}

/** The header, or null if this version cannot use it. */
export function readHeader(found: unknown): Header | null {
  const header = found as Partial<Header> | null | undefined;
  const sound = typeof header === 'object' && header !== null
    && header.format === FORMAT
    && typeof header.id === 'string' && header.id !== ''
    && Number.isSafeInteger(header.revision)
    && Array.isArray(header.slots) && header.slots.some(isSlot);
  // A malformed slot is ignored: the others still open the vault.
  return sound ? { ...(header as Header), slots: (header as Header).slots.filter(isSlot) } : null;
}

function isSlot(found: unknown): found is Slot {
  if (typeof found !== 'object' || found === null) return false;
  const slot = found as Partial<Omit<PasswordSlot, 'cost' | 'kind'>> & {
    readonly cost?: Argon2Cost | null; readonly credential?: unknown; readonly kind?: unknown;
  };
  const base = typeof slot.id === 'string' && typeof slot.name === 'string' && Number.isFinite(slot.createdAt)
    && slot.salt instanceof Uint8Array && slot.nonce instanceof Uint8Array && slot.text instanceof Uint8Array;
  if (!base) return false;
  if (slot.kind === 'passkey') return slot.credential instanceof Uint8Array;
  return slot.kind === 'password' && typeof slot.cost === 'object' && slot.cost !== null
    // Bounded as in foreign files: a manipulated header must not exhaust the machine's memory.
    && argon2Within(slot.cost.memory, slot.cost.passes, slot.cost.lanes) !== undefined;
}
