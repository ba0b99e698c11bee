import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon';

export type MenuItem =
  | { readonly icon: IconName; readonly text: string; readonly href: string }
  | { readonly icon: IconName; readonly text: string; readonly onChoose: () => void };

interface MenuProps {
  /** The subject of the menu. */
  readonly title: string;
  readonly items: readonly MenuItem[];
  /**
   * The button that opened the menu. From 40rem on, the menu appears beside it; on a phone, at the foot of the window.
   */
  readonly beside: Element;
  readonly onClose: () => void;
}

const GAP = 4; // px

export function Menu({ title, items, beside, onClose }: MenuProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const menu = dialog.current;
    if (!menu) return undefined;
    menu.showModal();
    const button = beside.getBoundingClientRect();
    const below = button.bottom + GAP + menu.offsetHeight <= innerHeight;
    menu.style.setProperty('--right', `${Math.max(GAP, innerWidth - button.right)}px`);
    menu.style.setProperty(
      '--top', `${Math.max(GAP, below ? button.bottom + GAP : button.top - GAP - menu.offsetHeight)}px`,
    );
    return () => menu.close();
  }, [beside]);

  function walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...dialog.current?.querySelectorAll<HTMLElement>('.menu-item') ?? []];
    all.at((all.indexOf(document.activeElement as HTMLElement) + step) % all.length)?.focus();
  }

  return (
    <dialog
      ref={dialog} class="menu-sheet" aria-label={title} onKeyDown={walk}
      onCancel={event => { event.preventDefault(); onClose(); }}
      onClick={event => { if (event.target === dialog.current) onClose(); }}
    >
      <p class="menu-title">{title}</p>
      <ul class="menu-list">
        {items.map(item => (
          <li key={item.text}>
            {'href' in item
              ? <a class="menu-item" href={item.href} onClick={onClose}><Icon name={item.icon} />{item.text}</a>
              : (
                <button class="menu-item" type="button" onClick={() => { onClose(); item.onChoose(); }}>
                  <Icon name={item.icon} />
                  {item.text}
                </button>
              )}
          </li>
        ))}
      </ul>
    </dialog>
  );
}
