// Node runs .ts by itself but not .tsx: this hook hands those few files to esbuild.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from 'esbuild';

// A test run starts hundreds of processes that read the same pages: what they were made into is kept where Node keeps its own.
const kept = process.env.NODE_COMPILE_CACHE && join(process.env.NODE_COMPILE_CACHE, 'tsx');
if (kept) mkdirSync(kept, { recursive: true });

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const path = fileURLToPath(url);
    const source = readFileSync(path, 'utf8');
    return {
      format: 'module',
      source: kept ? fromKept(path, source) : made(path, source),
      shortCircuit: true,
    };
  },
});

function made(path, source) {
  const { code } = transformSync(source, {
    loader: 'tsx',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'inline',
    sourcefile: path,
  });
  return code;
}

/** Found by what it is made from, so that nothing in it is ever out of date. */
function fromKept(path, source) {
  const name = createHash('sha256').update(`${version}\0${path}\0${source}`).digest('hex');
  const file = join(kept, `${name}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const code = made(path, source);
    // Whole or not at all: others read it at the same moment.
    const fresh = `${file}.${randomUUID()}`;
    writeFileSync(fresh, code);
    renameSync(fresh, file);
    return code;
  }
}
