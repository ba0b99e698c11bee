/** As the reader's country writes a day. @param time Milliseconds since the epoch. */
export function day(time: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(time);
}
