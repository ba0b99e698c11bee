const [COMMA, LINE_FEED, CARRIAGE_RETURN] = [0x2c, 0x0a, 0x0d] as const;

/**
 * Rows of a table in RFC 4180: commas, quotes doubled inside quotes, any line end. Undefined if a quote never ends.
 * Empty lines are no rows.
 */
export function readCsv(text: string): string[][] | undefined {
  const rows: string[][] = [];
  let [row, at]: [string[], number] = [[], 0];
  while (at <= text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (;;) {
        const end = text.indexOf('"', at + 1);
        if (end < 0) return undefined;
        cell += text.slice(at + 1, end);
        at = end + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    }
    const end = endOfCell(text, at);
    row.push(cell + text.slice(at, end));   // text after a closing quote is kept
    at = end + 1;
    if (text[end] === ',') continue;
    if (text[end] === '\r' && text[at] === '\n') at++;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

function endOfCell(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === COMMA || unit === LINE_FEED || unit === CARRIAGE_RETURN) return at;
  }
  return text.length;
}
