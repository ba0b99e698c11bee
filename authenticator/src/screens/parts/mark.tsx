const KEY =
  'M9.5 1a7 7 0 0 0-2 13.7V22a1 1 0 0 0 1 1h2a1 1 0 0 0 1-1v-.5H14a.8.8 0 0 0 .8-.8v-1.4a.8.8 0 0 0-.8-.8h-2.5v-3.8'
  + 'A7 7 0 0 0 9.5 1Zm0 3.7a2.3 2.3 0 0 1 1.2 4.26l.6 2.54H7.7l.6-2.54A2.3 2.3 0 0 1 9.5 4.7Z';

/** The drawing of icon.svg without its background, in the colour of the surrounding text. */
export function Mark() {
  return (
    <svg
      class="mark" viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true" focusable="false"
    >
      <path fill-rule="evenodd" d={KEY} />
      <path d="M15.6 1.35a7 7 0 0 1 0 13.3v-1.95a5.2 5.2 0 0 0 0-9.4Z" />
    </svg>
  );
}
