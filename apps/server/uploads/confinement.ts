import { existsSync } from 'node:fs';
import type { InsideScript } from './inside-script.ts';

const PROGRAMS = ['bwrap', 'unshare', 'setpriv', 'prlimit'] as const;
/** Where this machine has each program that can fence; null where it has not. */
export type Tools = Readonly<Record<(typeof PROGRAMS)[number], string | null>>;

/**
 * How strongly a child is fenced, the strongest first. `bubblewrap`: no network, no other process, no file but the code.
 * `namespaces`: no network, no other process. `limits`: nothing more may be opened. `node-alone`: what Node itself refuses.
 * Each has what the later ones have.
 */
export const STRENGTHS = ['bubblewrap', 'namespaces', 'limits', 'node-alone'] as const;
export type Strength = (typeof STRENGTHS)[number];

export type Confinement = {
  strength: Strength;
  /** Command line that runs a script inside. */
  command(script: InsideScript): [string, ...string[]];
  /** What lowers the limits of a running child, but for its arguments. */
  lock: [string, ...string[]] | null;
  /** Whether the child is the first child of the process that the command starts. */
  wrapped: boolean;
};

const MEBIBYTE = 1024 * 1024;
/** Bytes of writable memory, threads' stacks included. Node takes 64 MiB of it, and what it sets aside for compiled code. */
const MEMORY = 288 * MEBIBYTE;
const COMPILED_CODE = 512 * MEBIBYTE;
const HEAP_MEBIBYTES = 64;
/** Of two threads; the time on the wall ends a document first. */
const CPU_SECONDS = 45;
const NOBODY = '65534';
const NO_POWERS = ['--inh-caps=-all', '--bounding-set=-all'];
const AS_NOBODY = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...NO_POWERS];
const LIBRARIES = ['/usr/lib', '/usr/lib64', '/lib', '/lib64'];

/** Looks in the folders of the system alone: what PATH names might be anybody's. */
export function findTools(folders: readonly string[] = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']): Tools {
  const find = (name: string) =>
    folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null;
  return {
    bwrap: find('bwrap'),
    unshare: find('unshare'),
    setpriv: find('setpriv'),
    prlimit: find('prlimit'),
  };
}

/** Every way to fence that this machine has the programs for, the strongest first; whether one works shows when it is used. */
export function confinements({ bwrap, unshare, setpriv, prlimit }: Tools, isRoot: boolean): Confinement[] {
  const found: Confinement[] = [];
  if (prlimit !== null) {
    const lock: Confinement['lock'] = [prlimit];
    const tame = setpriv === null ? [] : [setpriv, '--no-new-privs'];
    if (bwrap !== null)
      found.push({
        strength: 'bubblewrap',
        command: (script) => [prlimit, ...limits(script), bwrap, ...room(script), ...node(script)],
        lock,
        wrapped: true,
      });
    if (unshare !== null)
      found.push({
        strength: 'namespaces',
        command: (script) => [prlimit, ...limits(script), unshare, ...APART, ...tame, ...node(script)],
        lock,
        wrapped: true,
      });
    if (isRoot && setpriv !== null)
      found.push({
        strength: 'limits',
        command: (script) => [prlimit, ...limits(script), ...tame, ...AS_NOBODY, ...node(script)],
        lock: [setpriv, ...AS_NOBODY, prlimit],
        wrapped: false,
      });
    const powerless = isRoot && setpriv !== null ? NO_POWERS : [];
    found.push({
      strength: 'limits',
      command: (script) => [prlimit, ...limits(script), ...tame, ...powerless, ...node(script)],
      lock,
      wrapped: false,
    });
  }
  return [...found, { strength: 'node-alone', command: node, lock: null, wrapped: false }];
}

const APART = ['--user', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child'];

function limits({ compiles }: InsideScript): string[] {
  const memory = MEMORY + (compiles ? COMPILED_CODE : 0);
  return [
    '--core=0:0',
    '--fsize=0:0',
    `--data=${memory}:${memory}`,
    `--cpu=${CPU_SECONDS}:${CPU_SECONDS}`,
    `--stack=${MEBIBYTE}:${MEBIBYTE}`,
  ];
}

/** A room with nothing in it but what runs there, read-only: no network, no other process, no device, nobody's user. */
function room({ reads }: InsideScript): string[] {
  const seen = (flag: string, path: string) => [flag, path, path];
  return [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--as-pid-1',
    ...['--uid', NOBODY, '--gid', NOBODY, '--cap-drop', 'ALL'],
    ...LIBRARIES.flatMap((path) => seen('--ro-bind-try', path)),
    ...[process.execPath, ...reads].flatMap((path) => seen('--ro-bind', path)),
    ...['--remount-ro', '/', '--'],
  ];
}

function node({ code, reads, compiles }: InsideScript): [string, ...string[]] {
  return [
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
}
