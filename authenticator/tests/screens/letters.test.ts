import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLOURS, colourOf, letterOf } from '../../src/screens/codes/letter';

const styles = readFileSync(new URL('../../src/looks/letters.css', import.meta.url), 'utf8');
const colours = [...styles.matchAll(/\.letter-(\d+) \{ background: #([0-9a-f]{6}); \}/g)].map(([, number, hex]) =>
  ({ number: Number(number), hex: hex! }));

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [0, 2, 4].map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('Letters instead of pictures', () => {
  it('have as many colours as names are spread over', () => {
    expect(colours.map(({ number }) => number)).toEqual([...Array(COLOURS).keys()]);
  });

  it('can be read on each of their colours', () => {
    for (const { hex } of colours) expect((1 + 0.05) / (luminance(hex) + 0.05), hex).toBeGreaterThanOrEqual(5);
  });

  it('have the same colour on every device, whatever the case', () => {
    expect(colourOf('GitHub')).toBe(2);
    expect(colourOf('github')).toBe(2);
  });

  it('use all colours', () => {
    expect(new Set(Array.from({ length: 500 }, (_, i) => colourOf(`site ${i}`))).size).toBe(COLOURS);
  });

  it('are the first letter or digit of the name', () => {
    expect([
      letterOf('github'), letterOf('@mai'), letterOf('  9gag'), letterOf('日本'), letterOf('ß'), letterOf('…'),
      letterOf(''),
    ]).toEqual(['G', 'M', '9', '日', 'SS', '…', '']);
  });
});
