// After `vite build`: writes a .gz beside every text file of dist, which the server sends as it is
// to browsers that accept gzip, and prints what a first visit costs.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FIRST_VISIT_BYTES_MAX = 180_000;
const dist = new URL('../dist', import.meta.url).pathname;

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const compressed = new Map();
for (const path of filesBelow(dist)) {
  if (!/\.(js|css|html|svg|json)$/.test(path)) continue;
  const bytes = gzipSync(readFileSync(path), { level: 9 });
  writeFileSync(`${path}.gz`, bytes);
  compressed.set(path, bytes.length);
}

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const first = [...compressed].filter(([path]) => page.includes(path.slice(dist.length)));
const total = first.reduce((sum, [, bytes]) => sum + bytes, 0);
console.log(`first visit: ${(total / 1000).toFixed(0)} kB compressed in ${first.length} files`);
if (total > FIRST_VISIT_BYTES_MAX) {
  console.error(`The first visit may cost ${FIRST_VISIT_BYTES_MAX / 1000} kB: load more pages lazily.`);
  process.exit(1);
}
