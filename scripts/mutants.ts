/**
 * Plants the bugs of tests/mutants.json one at a time, each in a copy of the code, and runs the test that is to go red. A test
 * that stays green, or was red before, is named, and the command fails.
 *
 *   npm run mutants                 all of them
 *   npm run mutants -- hold          those whose name or file holds a word
 *   npm run mutants -- --write      writes tests/mutants.md from the list and runs nothing
 *   npm run mutants -- --jobs 1     how many copies work at once
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openTestRoom } from './test-room.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const LIST = 'tests/mutants.json';
export const TABLE = 'tests/mutants.md';

/** A bug: in `file`, the one place that reads `find` reads `put` instead. */
export type Mutant = {
  name: string;
  /** What it breaks. */
  breaks: string;
  file: string;
  find: string;
  put: string;
  /** The file of tests, and words of the name of the one that goes red. */
  test: string;
  red: string;
};

export async function readMutants(root = ROOT): Promise<Mutant[]> {
  return JSON.parse(await readFile(join(root, LIST), 'utf8'));
}

/** The code with the bug in it. Throws where its place is gone or no longer the only one. */
export function planted({ name, file, find, put }: Mutant, text: string): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new RangeError(`${name}: its place is not found once in ${file}`);
  return `${before}${put}${after}`;
}

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
const code = (text: string): string => (text.trim() === '' ? 'nothing' : `\`${inCell(text.trim())}\``);

export function tableOf(mutants: readonly Mutant[]): string {
  const rows = mutants.map(({ name, breaks, file, find, put, test, red }) => {
    const cells = [name, inCell(breaks), `[${file}](../${file})`, `${code(find)} → ${code(put)}`];
    return `| ${cells.join(' | ')} | [${test}](../${test}): ${inCell(red)} |`;
  });
  return `# Bugs that were planted

Each of these was planted, one at a time, in a copy of the code, and turned the test beside it red: a test that never failed
proves nothing. \`npm run mutants\` does it again. The list is [mutants.json](mutants.json); this page is written from it.

| bug | breaks | in | change | goes red |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** A copy whose own packages find each other in it, and everything else where it is. */
async function copyCode(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'ck-mutants-'));
  const never = new Set(['.git', 'node_modules', 'data', 'results']);
  await cp(ROOT, copy, {
    recursive: true,
    filter: (from) =>
      !from
        .slice(ROOT.length)
        .split(sep)
        .some((part) => never.has(part)),
  });
  await mkdir(join(copy, 'node_modules', '@commonkey'), { recursive: true });
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (name !== '@commonkey')
      await symlink(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  for (const room of ['packages', 'apps'])
    for (const name of await readdir(join(copy, room))) {
      const { name: called } = JSON.parse(await readFile(join(copy, room, name, 'package.json'), 'utf8'));
      await symlink(join(copy, room, name), join(copy, 'node_modules', called));
      const own = join(ROOT, room, name, 'node_modules');
      if ((await readdir(own).catch(() => [])).length > 0)
        await symlink(own, join(copy, room, name, 'node_modules'));
    }
  return copy;
}

type Ran = { passed: string[]; failed: string[]; broken: boolean };
const PATIENCE_MS = 240_000;

function run(
  copy: string,
  { test, red }: Pick<Mutant, 'test' | 'red'>,
  env: Record<string, string>,
): Promise<Ran> {
  const pattern = red.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const args = ['--import', './scripts/tsx-loader.mjs', '--disable-warning=ExperimentalWarning', '--test'];
  const child = spawn(
    process.execPath,
    [...args, '--test-reporter=tap', `--test-name-pattern=${pattern}`, test],
    {
      cwd: copy,
      env: { ...process.env, ...env, NODE_TEST_CONTEXT: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((done) =>
    child.on('close', () => {
      const of = (start: RegExp) =>
        said
          .split('\n')
          .filter((line) => start.test(line) && line.includes(red) && !/# SKIP/.test(line))
          .map((line) => line.trim());
      const broken = /SyntaxError|ERR_MODULE_NOT_FOUND|ERR_UNSUPPORTED_TYPESCRIPT/.test(said);
      done({ passed: of(/^\s*ok \d/), failed: of(/^\s*not ok \d/), broken });
    }),
  );
}

/** What is wrong with a mutant; null where its test goes red, and only with it. */
async function tryOne(
  copy: string,
  mutant: Mutant,
  env: Record<string, string>,
  green: Map<string, boolean>,
): Promise<string | null> {
  const path = join(copy, mutant.file);
  const whole = await readFile(path, 'utf8');
  const bug = planted(mutant, whole);
  const named = `${mutant.test} ${mutant.red}`;
  if (!green.has(named)) {
    const { passed, failed } = await run(copy, mutant, env);
    green.set(named, failed.length === 0 && passed.length > 0);
  }
  if (green.get(named) !== true) return 'its test is not green without it';
  await writeFile(path, bug);
  try {
    const after = await run(copy, mutant, env);
    if (after.broken) return 'the code does not load with it';
    return after.failed.length > 0 ? null : 'SURVIVES: its test stays green';
  } finally {
    await writeFile(path, whole);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { write: { type: 'boolean', default: false }, jobs: { type: 'string' } },
    allowPositionals: true,
  });
  const all = await readMutants();
  if (values.write) return writeFile(join(ROOT, TABLE), tableOf(all));
  const wanted = all.filter(
    ({ name, file }) =>
      positionals.length === 0 || positionals.some((word) => name.includes(word) || file.includes(word)),
  );
  const room = await openTestRoom();
  Object.assign(process.env, room.env);
  const left = [...wanted];
  const bad: string[] = [];
  const green = new Map<string, boolean>();
  const worker = async () => {
    const copy = await copyCode();
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const wrong = await tryOne(copy, mutant, room.env, green).catch((error: unknown) => String(error));
      console.log(`${wrong === null ? '✔' : '✖'} ${mutant.name}${wrong === null ? '' : `: ${wrong}`}`);
      if (wrong !== null) bad.push(mutant.name);
    }
    await rm(copy, { recursive: true, force: true });
  };
  const jobs = Number(values.jobs ?? Math.max(1, Math.floor(availableParallelism() / 2)));
  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } finally {
    await room.close();
  }
  console.log(`\n${wanted.length - bad.length} caught, ${bad.length} not`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}

if (import.meta.main) await main();
