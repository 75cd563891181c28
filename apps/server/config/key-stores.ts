import { isAbsolute } from 'node:path';
import { Fault } from '@commonkey/words';
import type { Env, EnvName } from './env.ts';
import type { ConfigCode } from './errors.ts';

/** Where a root key of the vault lives. */
export type CellConfig =
  | { kind: 'file'; path: string }
  | { kind: 'pkcs11'; module: string; token: string; label: string; pinFile: string };
/** The key process's own vault and its replicas; absent parts take its defaults. */
export type KeyStores = {
  cell?: CellConfig;
  replicas?: { name: string; folder: string; cell: CellConfig }[];
};

/**
 * `COMMONKEY_KEEPER_ROOT`: a file by its whole path, or a token as a PKCS #11 URI (RFC 7512): attributes `token` and
 * `object`, queries `module-path` and `pin-source`.
 * `COMMONKEY_KEEPER_REPLICAS`: blank-separated `name=/folder,root`, each root as above.
 */
export function keyStores(env: Env): KeyStores {
  const root = env.COMMONKEY_KEEPER_ROOT;
  const replicas = env.COMMONKEY_KEEPER_REPLICAS?.split(/\s+/).filter(Boolean);
  return {
    ...(root === undefined ? {} : { cell: cellOf(root, 'COMMONKEY_KEEPER_ROOT') }),
    ...(replicas === undefined ? {} : { replicas: replicas.map(replicaOf) }),
  };
}

function replicaOf(text: string) {
  const name: EnvName = 'COMMONKEY_KEEPER_REPLICAS';
  const [, called = '', folder = '', cell = ''] = /^([a-z0-9-]{1,40})=([^,]+),(.+)$/.exec(text) ?? [];
  if (called === '' || !isAbsolute(folder)) throw new Fault<ConfigCode>('config-not-a-key-store', { name });
  return { name: called, folder, cell: cellOf(cell, name) };
}

function cellOf(text: string, name: EnvName): CellConfig {
  if (isAbsolute(text)) return { kind: 'file', path: text };
  if (!text.startsWith('pkcs11:')) throw new Fault<ConfigCode>('config-not-a-key-store', { name });
  const [path = '', query = ''] = text.slice('pkcs11:'.length).split('?');
  const given = new Map(
    [...path.split(';'), ...query.split('&')].map((pair) => {
      const [key = '', value = ''] = pair.split('=');
      return [key, decodeURIComponent(value)];
    }),
  );
  const [token, label, module, pin] = ['token', 'object', 'module-path', 'pin-source'].map((key) =>
    given.get(key),
  );
  const pinFile = pin?.replace(/^file:(\/\/)?/, '');
  if (!token || !label || !module || !isAbsolute(module) || !pinFile || !isAbsolute(pinFile))
    throw new Fault<ConfigCode>('config-not-a-key-store', { name });
  return { kind: 'pkcs11', module, token, label, pinFile };
}
