const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const;

/** `45 s` below two minutes, then `3 minutes`, `2 hours`, `5 days`, rounded. @param seconds 0 or more. */
export function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const [name, length] = UNITS.find(([, each]) => seconds >= each) ?? ['second', 1];
  const count = Math.round(seconds / length);
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
