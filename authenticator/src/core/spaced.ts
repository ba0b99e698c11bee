/**
 * A code in groups for reading aloud: `123 456`, `123 4567`, `1234 5678`, `123 456 789`, `12345 67890`. Codes of up to
 * five characters stay whole.
 */
export function spacedCode(code: string): string {
  if (code.length === 9) return `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`;
  const first = code.length > 5 ? Math.floor(code.length / 2) : 0;
  return first === 0 ? code : `${code.slice(0, first)} ${code.slice(first)}`;
}
