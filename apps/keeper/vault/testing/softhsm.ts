import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CellSettings } from '../settings.ts';

const run = promisify(execFile);
const LIBRARIES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];
const PKCS11JS = 'pkcs11js@2.1.7';

export type Pkcs11Settings = Extract<CellSettings, { kind: 'pkcs11' }>;
export type SoftHsm = {
  /** Folder of the tokens: away when renamed. */
  tokens: string;
  /** Makes a token; its settings as a cell. */
  token(label: string): Promise<Pkcs11Settings>;
};

/**
 * A software HSM; one a process, as the library reads its settings once. A sentence why not where SoftHSM2 or pkcs11js is
 * not to be had.
 */
export async function softHsm(after: (end: () => void) => void): Promise<SoftHsm | string> {
  const module = LIBRARIES.find(existsSync);
  if (!module) return 'SoftHSM2 is not installed';
  const binding = await pkcs11js();
  if (!binding) return 'pkcs11js is not installed and could not be built';
  const folder = mkdtempSync(join(tmpdir(), 'ck-softhsm-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens);
  const environment = { SOFTHSM2_CONF: join(folder, 'softhsm2.conf') };
  // Of this process too, where a vault runs in it.
  Object.assign(process.env, environment);
  writeFileSync(
    environment.SOFTHSM2_CONF,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const token = async (label: string) => {
    const pinFile = join(folder, `${label}.pin`);
    writeFileSync(pinFile, '271828\n');
    const made = ['--init-token', '--free', '--label', label, '--so-pin', '314159', '--pin', '271828'];
    await run('softhsm2-util', made, { env: { ...process.env, ...environment } });
    return {
      kind: 'pkcs11' as const,
      module,
      token: label,
      pinFile,
      label: 'commonkey',
      binding,
      environment,
    };
  };
  return { tokens, token };
}

/** Folder of pkcs11js: where Node finds it, or built once beside the other caches of the checkout. */
async function pkcs11js(): Promise<string | undefined> {
  const from = createRequire(import.meta.url);
  const found = () => {
    try {
      return dirname(from.resolve('pkcs11js/package.json'));
    } catch {
      return undefined;
    }
  };
  const cache = fileURLToPath(new URL('../../../../node_modules/.cache/pkcs11js', import.meta.url));
  const built = join(cache, 'node_modules', 'pkcs11js');
  if (found()) return found();
  if (!existsSync(join(built, 'build', 'Release', 'pkcs11.node'))) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'package.json'), '{"private":true}');
    const install = ['install', '--prefix', cache, '--no-audit', '--no-fund', '--no-save', PKCS11JS];
    await run('npm', install, { cwd: cache, timeout: 120_000 }).catch(() => {});
  }
  return existsSync(join(built, 'build', 'Release', 'pkcs11.node')) ? built : undefined;
}
