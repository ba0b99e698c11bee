/** Lines that say something, trimmed of nothing; blank ones and remarks, which begin with `#`, are left out. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter(line => !/^\s*(#|$)/.test(line));
}
