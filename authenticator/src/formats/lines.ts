import { trimmed } from '../core/text';

/** Lines without the space around them; blank ones and remarks, which begin with `#`, are left out. */
export function linesOf(text: string): string[] {
  return text.split(/[\r\n]+/).map(trimmed).filter(line => line !== '' && !line.startsWith('#'));
}
