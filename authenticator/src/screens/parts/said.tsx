// What just happened, in a few words: heard at once, and shown at the foot of the window for a moment.
import { signal } from '@preact/signals';

const SHOWN_FOR = 2_500; // ms, at the least
const FOR_EACH_LETTER = 70; // ms: a sentence stays until it is read

interface Saying {
  readonly text: string;
  /** Instead of the text, where letters and digits are to be heard one by one. */
  readonly spoken: string;
  readonly shown: boolean;
}

const saying = signal<Saying | null>(null);
let timer = 0;

/** @param spoken Heard instead of the text. @param shown False: heard only, where the screen itself shows it. */
export function say(text: string, { spoken = text, shown = true }: { readonly spoken?: string; readonly shown?: boolean } = {}): void {
  clearTimeout(timer);
  // The same words twice are no change to whoever listens: the region is emptied between.
  saying.value = null;
  timer = window.setTimeout(() => {
    saying.value = { text, spoken, shown };
    timer = window.setTimeout(() => { saying.value = null; }, Math.max(SHOWN_FOR, text.length * FOR_EACH_LETTER));
  }, 30);
}

/** What was said goes at once: a code may be in it. */
export function unsay(): void {
  clearTimeout(timer);
  saying.value = null;
}

export function Said() {
  const now = saying.value;
  return (
    <>
      <p class="hidden-text" role="status">{now?.spoken}</p>
      {now?.shown && <p class="toast" aria-hidden="true">{now.text}</p>}
    </>
  );
}
