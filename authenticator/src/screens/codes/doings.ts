// Actions on the code of a row, by tap, by key and from its menu.
import { codeAt, secondsLeft, stepAt } from '../../core/codes';
import type { KeptEntry } from '../../core/entry';
import { spacedCode } from '../../core/spaced';
import { copy } from '../../edges/clipboard';
import { now } from '../../edges/clock';
import { VaultLocked, vault } from '../../vault/vault';
import { say } from '../parts/said';
import { spokenCode } from './spoken';
import { made, nextShown, uncover, uncovered } from './view';

export async function copyCode(entry: KeptEntry): Promise<void> {
  const code = entry.kind === 'hotp' ? made.value.get(entry.id) : await codeAt(entry, stepAt(entry, now()));
  if (code !== undefined) await copyText(code);
}

/** A tap on the row, or Enter: uncovers a covered code, makes the first HOTP code, and otherwise copies. */
export async function press(entry: KeptEntry): Promise<void> {
  if (entry.kind === 'hotp' && !made.value.has(entry.id)) return nextCounted(entry);
  if (vault.settings.value.hideCodes && uncovered.value !== entry.id) return uncover(entry.id);
  return copyCode(entry);
}

/** The next HOTP code. Shown only after the next counter is stored. */
export async function nextCounted(entry: KeptEntry): Promise<void> {
  let counter: bigint;
  try {
    counter = await vault.takeCounter(entry.id);
  } catch (error) {
    if (error instanceof VaultLocked) return;
    return say(error instanceof RangeError
      ? error.message
      : 'The counter could not be stored, so no code was made. Make room on this device, and try again.');
  }
  const code = await codeAt(entry, counter);
  if (vault.state.value !== 'open') return; // locked meanwhile: the code is forgotten, and its counter is used up
  made.value = new Map(made.value).set(entry.id, code);
  if (vault.settings.value.hideCodes) uncover(entry.id);
  say('New code', { spoken: spokenCode(spacedCode(code)), shown: false });
}

/** Shows or hides the code after the current one. */
export async function toggleNext(entry: KeptEntry): Promise<void> {
  if (entry.kind === 'hotp') return nextCounted(entry);
  const shown = nextShown.value === entry.id;
  nextShown.value = shown ? '' : entry.id;
  if (shown) return;
  if (vault.settings.value.hideCodes) uncover(entry.id);
  const code = await codeAt(entry, stepAt(entry, now()) + 1n);
  if (vault.state.value !== 'open') return;
  say('Next code', { spoken: `Next code: ${spokenCode(spacedCode(code))}`, shown: false });
}

export function saySecondsLeft(entry: KeptEntry): void {
  const left = secondsLeft(entry, now());
  say(entry.kind === 'hotp'
    ? 'This code has no time limit of its own'
    : left === 1 ? '1 second left'
    : `${left} seconds left`);
}

export async function toggleFavourite(entry: KeptEntry): Promise<void> {
  await vault.edit(entry.id, { favourite: !entry.favourite });
  // The row was rebuilt in the other part of the list, so its focus is restored.
  if (document.activeElement === document.body) {
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-id="${entry.id}"] .entry-main`)?.focus());
  }
  say(entry.favourite ? 'No longer a favourite' : 'Now a favourite');
}

async function copyText(code: string): Promise<void> {
  const answer = await copy(code);
  say(answer === 'copied' ? 'Copied' : 'Not copied: the browser does not allow it here');
}
