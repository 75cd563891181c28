import { existsSync } from 'node:fs';
import type { InsideScript } from './inside-script.ts';

const PROGRAMS = ['bwrap', 'unshare', 'setpriv', 'prlimit'] as const;
type Program = (typeof PROGRAMS)[number];

/** What this machine offers to fence a child with; null where a program is absent. */
export type Tools = Readonly<Record<Program, string | null>>;

/** How strongly a child is fenced, from the strongest. */
export const STRENGTHS = ['bubblewrap', 'namespaces', 'limits', 'node-alone'] as const;
export type Strength = (typeof STRENGTHS)[number];

const MEBIBYTE = 1024 * 1024;
/** Bytes of writable memory, threads' stacks included. Node takes 64 MiB of it, and what it sets aside for compiled code. */
const MEMORY = 288 * MEBIBYTE;
const COMPILED_CODE = 512 * MEBIBYTE;
const HEAP_MEBIBYTES = 64;
const CPU_SECONDS = 20;

/** Looks in the folders of the system alone: what PATH names might be anybody's. */
export function findTools(folders: readonly string[] = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']): Tools {
  const find = (name: Program) =>
    folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null;
  return {
    bwrap: find('bwrap'),
    unshare: find('unshare'),
    setpriv: find('setpriv'),
    prlimit: find('prlimit'),
  };
}

/** The command line that runs `script` as strongly fenced as `strength` says. */
export function commandLine(
  strength: Strength,
  tools: Tools,
  { code, reads, compiles }: InsideScript,
): [string, ...string[]] {
  const node: [string, ...string[]] = [
    process.execPath,
    '--permission',
    '--allow-addons',
    ...reads.map((folder) => `--allow-fs-read=${folder}/*`),
    ...(compiles ? [] : ['--jitless']),
    `--max-old-space-size=${HEAP_MEBIBYTES}`,
    '--disallow-code-generation-from-strings',
    '--disable-sigusr1',
    '--disable-proto=delete',
    '--no-warnings',
    '--input-type=module',
    '--eval',
    code,
  ];
  if (strength === 'node-alone' || tools.prlimit === null) return node;
  const memory = MEMORY + (compiles ? COMPILED_CODE : 0);
  return [
    tools.prlimit,
    '--core=0:0',
    '--fsize=0:0',
    `--data=${memory}:${memory}`,
    `--cpu=${CPU_SECONDS}:${CPU_SECONDS}`,
    `--stack=${MEBIBYTE}:${MEBIBYTE}`,
    ...node,
  ];
}
