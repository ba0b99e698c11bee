import type { Passkeys } from '../edges/passkeys';
import type { Marker } from '../edges/persistence';
import type { Tabs } from '../edges/tabs';
import type { Argon2Cost } from './records';
import type { Argon2id } from './slots';

/** Messages between windows. */
export type Word = 'changed' | 'locked';

/** The vault's dependencies. */
export interface Surroundings {
  readonly databaseName: string;
  readonly argon2id: Argon2id;
  readonly passwordCost: Argon2Cost;
  readonly passkeys: Passkeys;
  readonly tabs: Tabs<Word>;
  readonly marker: Marker;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
