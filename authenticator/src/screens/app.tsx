// The frame of every screen. The vault's state decides which screen is shown, then the address.
import { useEffect, useRef } from 'preact/hooks';
import { inFront, inSight } from '../edges/sight';
import { vault } from '../vault/vault';
import { FirstUse } from './lock/first-use';
import { LockScreen } from './lock/lock-screen';
import { LostScreen } from './lock/lost-screen';
import { TroubleScreen } from './lock/trouble-screen';
import { UnreadableScreen } from './lock/unreadable-screen';
import { Said } from './parts/said';
import { route } from './route';
import { CODES, SCREENS, type Screen } from './routes';
import { TopBar } from './top-bar';

const BEFORE_THE_VAULT: Readonly<Record<'none' | 'locked' | 'lost' | 'unreadable' | 'trouble', Screen>> = {
  none: { title: 'Choose a password', width: 'form', Show: FirstUse },
  locked: { title: 'Locked', width: 'form', Show: LockScreen },
  lost: { title: 'Nothing is stored here any more', width: 'form', Show: LostScreen },
  unreadable: { title: 'The accounts cannot be opened', width: 'form', Show: UnreadableScreen },
  trouble: { title: 'Storage cannot be used', width: 'form', Show: TroubleScreen },
};

function current(): Screen | null {
  if (vault.trouble.value !== null) return BEFORE_THE_VAULT.trouble;
  const state = vault.state.value;
  if (state === 'starting') return null;
  return state === 'open' ? SCREENS[route.value.name] ?? CODES : BEFORE_THE_VAULT[state];
}

export function App() {
  const screen = current();
  const main = useRef<HTMLElement>(null);
  const before = useRef<Screen | null>(null);

  useEffect(() => {
    if (!screen) return;
    document.title = screen === CODES ? 'Sparekey Authenticator' : `${screen.title} · Sparekey Authenticator`;
    // Announces a new screen to people who cannot see it. Not at the start, when the browser announces the page.
    if (before.current && before.current !== screen) {
      scrollTo(0, 0);
      if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
    }
    before.current = screen;
  }, [screen]);

  if (!screen) return null;
  const { Show, title, width } = screen;
  const { blurWhenHidden, blurBehindAnother } = vault.settings.value;
  const unseen = (blurWhenHidden && !inSight.value) || (blurBehindAnother && !inFront.value);
  return (
    <>
      <a class="skip" href="#main" onClick={event => { event.preventDefault(); main.current?.focus(); }}>
        Skip to main content
      </a>
      <TopBar />
      <main
        ref={main} class={`page page-${width}${unseen ? ' unseen' : ''}`} id="main" tabIndex={-1} aria-label={title}
      >
        <Show key={route.value.id} id={route.value.id} />
      </main>
      <Said />
    </>
  );
}
