// JSON of files that anybody may have written.

/** Levels. The deepest honest format has six. */
const MAXIMUM_DEPTH = 32;

/** Numbers of so many digits may not fit the platform's numbers. */
const LONG = 16;

/** What a long whole number stands behind in what JSON.parse answers; random, so that no text in a file can pose as a number. */
const MARK = crypto.randomUUID();

/** JSON.parse, without its loss of the last digits of long whole numbers: read them with asNumber. Undefined when it is not JSON, or nested deeper than any honest file. */
export function parseJson(text: string): unknown {
  const exact = markLongNumbers(text);
  if (exact === undefined) return undefined;
  try {
    return JSON.parse(exact) as unknown;
  } catch {
    return undefined;
  }
}

/** A number of any size, or undefined for another type. What no number of ours can hold is -1, which no figure of ours may be. */
export function asNumber(value: unknown): number | bigint | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : -1;
  return typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : undefined;
}

/** Half a surrogate pair, `\ud83d` alone, is JSON, but no text can hold it: it becomes U+FFFD. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && !value.startsWith(MARK) ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : undefined;
}

/** Undefined when it is nested too deep. */
function markLongNumbers(text: string): string | undefined {
  let [marked, copied, depth] = ['', 0, 0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) if (text.charCodeAt(at) === BACKSLASH) at++;
    } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
      if (++depth > MAXIMUM_DEPTH) return undefined;
    } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      depth--;
    } else if (isNumberPart(unit)) {
      const start = at;
      while (isNumberPart(text.charCodeAt(at + 1))) at++;
      const number = text.slice(start, at + 1);
      if (number.length < LONG || !/^-?(0|[1-9][0-9]*)$/.test(number)) continue;
      // 400 digits are more than any figure has; making them a bigint would only cost time.
      marked += `${text.slice(copied, start)}"${MARK}${number.length > 400 ? '-1' : number}"`;
      copied = at + 1;
    }
  }
  return copied === 0 ? text : marked + text.slice(copied);
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d] as const;

/** Digits, and `+ - . E e`: whatever a number is written with. */
function isNumberPart(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || unit === 0x2b || unit === 0x2d || unit === 0x2e || unit === 0x45 || unit === 0x65;
}
