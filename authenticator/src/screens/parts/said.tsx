// Short messages about what just happened: read aloud at once, and shown at the foot of the window for a moment.
import { signal } from '@preact/signals';

const SHOWN_FOR = 2_500; // ms, at least
const FOR_EACH_LETTER = 70; // ms: a message stays until it is read

interface Saying {
  readonly text: string;
  /** Replaces the text for reading aloud, where letters and digits must be spoken one by one. */
  readonly spoken: string;
  readonly shown: boolean;
}

const saying = signal<Saying | null>(null);
let timer = 0;

/** @param spoken Read aloud instead of the text. @param shown False: only read aloud, because the screen shows it. */
export function say(
  text: string, { spoken = text, shown = true }: { readonly spoken?: string; readonly shown?: boolean } = {},
): void {
  clearTimeout(timer);
  // A screen reader ignores a repeated text, so the region is emptied in between.
  saying.value = null;
  timer = window.setTimeout(() => {
    saying.value = { text, spoken, shown };
    timer = window.setTimeout(() => { saying.value = null; }, Math.max(SHOWN_FOR, text.length * FOR_EACH_LETTER));
  }, 30);
}

/** Removes the message at once: it may contain a code. */
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
