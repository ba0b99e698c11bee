// Sorts what was scanned, pasted, dropped or shared. One paste or picture may contain several things.
import { readMigrationPart, type MigrationPart } from '../../core/migration';
import type { Item } from '../../formats/reading';
import { readAddress } from '../../formats/uri-list';

export interface Received {
  /** One for each otpauth: or steam: address, in the given order, without repetitions. */
  readonly items: readonly Item[];
  /** Parts of Google's export as given; the code that collects parts ignores repetitions. */
  readonly parts: readonly MigrationPart[];
  /** Number of unreadable parts of Google's export. */
  readonly spoiledParts: number;
  /** Anything else: a link to a page, a Wi-Fi code, a backup key, a whole file. */
  readonly others: readonly string[];
}

export function receive(texts: readonly string[]): Received {
  const items: Item[] = [];
  const parts: MigrationPart[] = [];
  const others: string[] = [];
  let spoiledParts = 0;

  for (const line of new Set(texts.flatMap(lines))) {
    if (/^otpauth-migration:/i.test(line)) {
      const read = readMigrationPart(line);
      if (read.outcome === 'part') parts.push(read.part);
      else spoiledParts++;
    } else if (/^(otpauth|steam):/i.test(line)) {
      items.push(readAddress(line, items.length + 1));
    } else {
      others.push(line);
    }
  }
  return { items, parts, spoiledParts, others };
}

/** The colon matters: a backup key may begin with STEAM or OTPAUTH, which are Base32. */
export function beginsWithAddress(text: string): boolean {
  return /^\s*(otpauth|otpauth-migration|steam):/i.test(text);
}

// Only text that begins with an address is read line by line. A file that contains one further down goes to the import.
function lines(text: string): string[] {
  const trimmed = text.trim();
  if (!beginsWithAddress(trimmed)) return trimmed === '' ? [] : [trimmed];
  return trimmed.split(/[\r\n]+/).map(line => line.trim()).filter(line => line !== '');
}
