/** "sparekey-2026-11-22.json". The date is the device's, so that the newest of several files can be found. */
export function backupName(date: Date, ending: 'json' | 'txt'): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `sparekey-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.${ending}`;
}
