/** Gives a text to the browser as a download. Browsers do not say whether it was kept: a person can still refuse where they ask. */
export function save(name: string, text: string, type: 'application/json' | 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
