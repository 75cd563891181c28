import { open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { serverPlace } from '../store/every-value.ts';

/** Where the server's own files lie, or why they are not looked at. */
export type ClusterFiles =
  | { readonly folder: string }
  | { readonly why: 'may-not-be-read' | 'not-told-where' | 'not-on-this-machine' };

const REFUSED = new Set(['EACCES', 'EPERM']);

/**
 * The embedded server's in the data folder; a server of the city's own says where, if its role may know. A folder of that name on
 * this machine may be another server's: only one with the same identifier is taken for it.
 */
export async function clusterFiles(
  { databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  address: DatabaseAddress,
): Promise<ClusterFiles> {
  if (databaseUrl === null) return { folder: join(await realpath(join(dataFolder, 'postgres')), 'cluster') };
  const told = await serverPlace(address);
  if (told === null) return { why: 'not-told-where' };
  try {
    const control = await open(join(told.folder, 'global', 'pg_control'), 'r');
    try {
      const { buffer } = await control.read(Buffer.alloc(8), 0, 8, 0);
      return buffer.readBigUInt64LE().toString() === told.system
        ? { folder: told.folder }
        : { why: 'not-on-this-machine' };
    } finally {
      await control.close();
    }
  } catch (error) {
    return { why: REFUSED.has(Object(error).code) ? 'may-not-be-read' : 'not-on-this-machine' };
  }
}
