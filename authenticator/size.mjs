// Weighs the first visit up to the first code: the page, the files that the page links to, and the worker that derives
// the key of the vault. Fails above the budget.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

export const BUDGET = 150_000; // bytes, compressed

/** Compressed size of each file of the first visit, as any static host compresses. Null without a build. */
export function firstLoad(dist = 'dist') {
  if (!existsSync(join(dist, 'index.html'))) return null;
  const files = new Set();
  const take = file => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    for (const [, name] of readFileSync(file, 'utf8').matchAll(
      /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["'](\.[^"']+\.js)["']/g,
    )) {
      take(join(dirname(file), name));
    }
  };
  const page = join(dist, 'index.html');
  take(page);
  for (const [, name] of readFileSync(page, 'utf8').matchAll(/(?:src|href)="(?:\.\/)?([^":#]+)"/g)) {
    take(join(dist, name));
  }
  for (const name of readdirSync(join(dist, 'assets'))) {
    if (/^away-worker-.*\.js$/.test(name)) take(join(dist, 'assets', name));
  }
  return [...files].filter(file => !file.endsWith('apple-touch-icon.png'))
    .map(file => ({ file: relative(dist, file), bytes: gzipSync(readFileSync(file), { level: 9 }).length }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = firstLoad();
  if (!files) throw new Error('There is no build to weigh: npm run build.');
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of files) console.log(`${String(bytes).padStart(8)}  ${file}`);
  console.log(`${String(total).padStart(8)}  first load, compressed; at most ${BUDGET}`);
  if (total > BUDGET) process.exitCode = 1;
}
