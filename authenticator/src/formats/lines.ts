import { trimmed } from '../core/text';

/** Trimmed lines, without empty ones and without comments, which begin with `#`. */
export function linesOf(text: string): string[] {
  return text.split(/[\r\n]+/).map(trimmed).filter(line => line !== '' && !line.startsWith('#'));
}
