/** A day in the format of the reader's country. @param time Milliseconds since the epoch. */
export function day(time: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(time);
}
