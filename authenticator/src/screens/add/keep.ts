// Adds to the vault and describes failures in words.
import type { Entry, KeptEntry } from '../../core/entry';
import { vault, VaultLocked } from '../../vault/vault';

export type Keeping =
  /** One outcome for each entry, in order. `first` is the first entry as the vault has it now. */
  | {
    readonly outcome: 'kept'; readonly outcomes: readonly ('added' | 'already_there')[];
    readonly first: KeptEntry | undefined;
  }
  | { readonly outcome: 'failed'; readonly message: string };

export async function keep(entries: readonly Entry[]): Promise<Keeping> {
  try {
    const { added, alreadyThere, outcomes } = await vault.add(entries.map(withoutLabelIssuer));
    return { outcome: 'kept', outcomes, first: added[0] ?? alreadyThere[0] };
  } catch (error) {
    if (error instanceof VaultLocked) {
      return { outcome: 'failed', message: 'The app was locked meanwhile. Unlock it and add the account again.' };
    }
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      return { outcome: 'failed', message: 'This device has no room left for it. Free some storage, then try again.' };
    }
    if (error instanceof DOMException) {
      return { outcome: 'failed', message: 'The browser did not store it. Load the page again, then try again.' };
    }
    throw error;
  }
}

// The label's other name is shown for the person to judge and never stored.
function withoutLabelIssuer({ labelIssuer, ...entry }: Entry): Entry {
  return entry;
}
