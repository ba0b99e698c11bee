/** Rows of a table as RFC 4180 writes them: commas, quotes doubled inside quotes, any line end. Undefined when a quote never ends. Empty lines are no rows. */
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
    row.push(cell + text.slice(at, end));   // whatever stands behind a closing quote is kept
    at = end + 1;
    if (text[end] === ',') continue;
    if (text[end] === '\r' && text[at] === '\n') at++;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

function endOfCell(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
