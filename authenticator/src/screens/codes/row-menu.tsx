import type { KeptEntry } from '../../core/entry';
import { Menu, type MenuItem } from '../parts/menu';
import { copyCode, nextCounted, saySecondsLeft, toggleFavourite, toggleNext } from './doings';
import { spokenName } from './spoken';
import { made, nextShown } from './view';

interface RowMenuProps {
  readonly entry: KeptEntry;
  readonly beside: HTMLButtonElement;
  readonly onClose: () => void;
}

export function RowMenu({ entry, beside, onClose }: RowMenuProps) {
  const counted = entry.kind === 'hotp';
  const items: MenuItem[] = [
    ...(counted && !made.value.has(entry.id)
      ? []
      : [{ icon: 'copy' as const, text: 'Copy the code', onChoose: () => void copyCode(entry) }]),
    counted
      ? { icon: 'next', text: 'Next code', onChoose: () => void nextCounted(entry) }
      : {
        icon: 'next', text: nextShown.value === entry.id ? 'Hide the next code' : 'Show the next code',
        onChoose: () => void toggleNext(entry),
      },
    ...(counted ? [] : [{ icon: 'clock' as const, text: 'Seconds left', onChoose: () => saySecondsLeft(entry) }]),
    {
      icon: 'star', text: entry.favourite ? 'Remove from favourites' : 'Add to favourites',
      onChoose: () => void toggleFavourite(entry),
    },
    { icon: 'edit', text: 'Details and backup key', href: `#/entry/${entry.id}` },
  ];
  return <Menu title={spokenName(entry)} items={items} beside={beside} onClose={onClose} />;
}
