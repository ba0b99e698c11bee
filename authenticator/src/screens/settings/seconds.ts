/** A day: a larger offset means a wrong date, which should be corrected on the device. */
const FARTHEST = 86_400; // seconds

export type Seconds =
  | { readonly outcome: 'read'; readonly milliseconds: number }
  | { readonly outcome: 'refused'; readonly message: string };

/** `12`, `-3.5`, `+90`. A comma counts as a point, and any dash as a minus. */
export function readSeconds(text: string): Seconds {
  const plain = text.trim().replace(/^[−–—]/, '-').replace(',', '.');
  if (!/^[+-]?\d+(?:\.\d{1,3})?$/.test(plain)) {
    return { outcome: 'refused', message: 'Type a number of seconds, such as 12 or -3.' };
  }
  const seconds = Number(plain);
  if (Math.abs(seconds) > FARTHEST) {
    return { outcome: 'refused', message: 'That is more than a day. Set the date of this device instead.' };
  }
  return { outcome: 'read', milliseconds: Math.round(seconds * 1_000) };
}
