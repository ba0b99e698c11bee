// Runs after the build. Puts a Brotli copy beside every file that shrinks, so that a server need not compress. A static
// host that does not know these copies ignores them.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const compressible = /\.(?:css|html|js|svg|wasm|webmanifest)$/;

for (const name of readdirSync('dist', { recursive: true })) {
  const file = join('dist', String(name));
  if (!compressible.test(file) || !statSync(file).isFile()) continue;
  const content = readFileSync(file);
  const small = brotliCompressSync(content, { params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  } });
  if (small.length < content.length) writeFileSync(`${file}.br`, small);
}
