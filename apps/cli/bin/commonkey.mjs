#!/usr/bin/env node
// Commonkey runs on the Node that the lockfile pins, whatever the system has: find it, and start again on it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { undebugged } from './undebugged.mjs';

// Whoever debugs this process can start any other as its user. A listener takes the place of Node's own.
process.on('SIGUSR1', () => {});
if (inspector.url() !== undefined) inspector.close();

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const loader = join(root, 'scripts', 'tsx-loader.mjs');
const main = join(here, '..', 'main.ts');

function pinnedNode() {
  const require = createRequire(join(root, 'package.json'));
  for (const name of [`node-linux-${process.arch}`]) {
    try {
      const path = join(dirname(require.resolve(`${name}/package.json`)), 'bin', 'node');
      if (existsSync(path)) return path;
    } catch {
      // not installed for this platform: the system's own Node has to do
    }
  }
  return process.execPath;
}

const node = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : pinnedNode();
// A dump of this process could hold what somebody has open: none is ever written.
const withoutDump = existsSync('/bin/sh') ? ['/bin/sh', '-c', 'ulimit -c 0; exec "$0" "$@"', node] : [node];
// As apps/keeper/memory/launch.ts says, which the system's Node may not be able to read.
const forgetful = ['--clear-free-memory'];
// No debugger on SIGUSR1: it would show everything that somebody is writing. A Node that cannot be told is too old for the service.
const undisturbed = ['--disable-sigusr1'];
const tunables = ['glibc.malloc.perturb=165:glibc.malloc.tcache_count=0'];
if (process.env.GLIBC_TUNABLES) tunables.unshift(process.env.GLIBC_TUNABLES);
const [command, ...before] = withoutDump;
const child = spawn(
  command,
  [
    ...before,
    ...forgetful,
    ...undisturbed,
    '--import',
    loader,
    '--disable-warning=ExperimentalWarning',
    main,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...undebugged(process.env), GLIBC_TUNABLES: tunables.join(':') } },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm and npx, told to stop, end the shell between themselves and this process, and this process learns of it by its new parent alone.
if (process.env.npm_execpath) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500);
  child.on('exit', () => clearInterval(watch));
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
