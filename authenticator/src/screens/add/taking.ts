// Decides the next step of the add screen after something was scanned, pasted, dropped or chosen. Pure.
import type { Entry } from '../../core/entry';
import type { MigrationPart } from '../../core/migration';
import { readTypedKey } from '../../core/typed-key';
import type { EntryWarning, Item } from '../../formats/reading';
import { entryRefusalMessage } from '../../formats/words';
import { gather, progress } from './gathering';
import { receive, type Received } from './received';

export type Source = 'camera' | 'picture' | 'text';

/** A message about the last input; absent if the screen itself shows the result. */
export interface Said {
  readonly kind: 'info' | 'warn';
  readonly title: string;
  readonly text: string;
}

/** Parts of Google's export so far, and addresses that were read in between. */
export interface Basket {
  readonly parts: readonly MigrationPart[];
  readonly items: readonly Item[];
}

export const EMPTY_BASKET: Basket = { parts: [], items: [] };

export type Step =
  | { readonly to: 'confirm'; readonly entry: Entry; readonly warnings: readonly EntryWarning[] }
  | { readonly to: 'list'; readonly items: readonly Item[]; readonly fromGoogle: boolean }
  | { readonly to: 'gathering'; readonly basket: Basket; readonly said?: Said }
  /** Nothing to use; only a message. */
  | { readonly to: 'say'; readonly said: Said }
  /** Text that may be a whole file. */
  | { readonly to: 'file'; readonly text: string }
  /** Text that may be a backup key. */
  | { readonly to: 'key'; readonly text: string };

/**
 * Characters, as many as one part of Google's export may have. Longer text becomes a file for the import, which is read
 * in a worker and within bounds.
 */
const LONGEST_TEXT = 65_536;

export function take(texts: readonly string[], source: Source, basket: Basket): Step {
  const [first] = texts;
  if (source === 'text' && first !== undefined && first.length > LONGEST_TEXT) return { to: 'file', text: first };
  const received = receive(texts);
  if (received.parts.length > 0 || (basket.parts.length > 0 && received.items.length > 0)) {
    return gathered(received, basket);
  }
  // Some lines are something else: the import reports each line.
  if (source === 'text' && received.items.length > 0 && received.others.length > 0) {
    return { to: 'file', text: texts.join('\n') };
  }
  const [only, ...more] = [...received.items, ...spoiled(received)];
  if (only && more.length > 0) return { to: 'list', items: [only, ...more], fromGoogle: false };
  if (only && 'entry' in only) return { to: 'confirm', entry: only.entry, warnings: only.warnings };
  if (only) {
    return received.spoiledParts > 0
      ? { to: 'say', said: SPOILED }
      : say('This code cannot be used', entryRefusalMessage(only.refused));
  }
  const [other] = received.others;
  if (other === undefined) return source === 'text' ? say('There is no text', 'The clipboard was empty.') : NO_CODE;
  if (source !== 'text') {
    return say(
      'This QR code is not one of an account',
      'Look for the one that the site shows where you set up an authenticator app.',
    );
  }
  return readTypedKey(other).outcome === 'accepted' ? { to: 'key', text: other } : { to: 'file', text: other };
}

/** For pictures. Frames of the camera without a code are not even reported. */
const NO_CODE: Step = say(
  'No QR code was found in this picture',
  'Take it again from nearer, in good light, with the whole code and its white edge in the picture.',
);

function gathered(received: Received, basket: Basket): Step {
  let parts = basket.parts;
  let stranger = false;
  for (const part of received.parts) {
    const next = gather(parts, part);
    parts = next.parts;
    stranger ||= next.outcome === 'another_export';
  }
  const items = [...basket.items, ...received.items];
  const state = progress(parts);
  if (state.complete && !stranger) return { to: 'list', items: [...state.items, ...items], fromGoogle: true };
  const next: Basket = { parts, items };
  if (stranger) {
    return { to: 'gathering', basket: next, said: {
      kind: 'warn', title: 'That is a part of another export',
      text: 'It was left aside. Finish this one first, or start again.',
    } };
  }
  return { to: 'gathering', basket: next, ...(received.spoiledParts > 0 ? { said: SPOILED } : {}) };
}

const SPOILED: Said = {
  kind: 'warn', title: 'This part of the export cannot be read',
  text: 'Show it again in Google Authenticator, and scan or photograph it anew.',
};

function spoiled(received: Received): Item[] {
  return Array.from(
    { length: received.spoiledParts },
    () => ({ name: 'A part of an export of Google Authenticator', refused: 'damaged' as const }),
  );
}

function say(title: string, text: string): Step {
  return { to: 'say', said: { kind: 'warn', title, text } };
}
