import { readFileSync } from 'node:fs';
import { readVerifierKey, type VerifierKey } from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import { z } from 'zod';
import type { ConfigCode } from './errors.ts';

/** Somebody else who signs that the ledger they saw only grew (C2SP tlog-witness). */
export type Witness = {
  readonly key: VerifierKey;
  /** The witness's submission prefix, without a slash at the end. */
  readonly url: string;
};

const file = z
  .array(z.strictObject({ key: z.string().max(4_000), url: z.url({ protocol: /^https?$/ }).max(500) }))
  .max(20);

/** The witnesses of the JSON file that `COMMONKEY_WITNESSES` names; none without it. Fault `config-witnesses-wrong`. */
export function readWitnesses(path: string | null): readonly Witness[] {
  if (path === null) return [];
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))).map(({ key, url }) => {
      const read = readVerifierKey(key);
      if (read.type === 1) throw new RangeError('the key of a log, not of a witness');
      return { key: read, url: url.replace(/\/$/, '') };
    });
  } catch (error) {
    const problem = isFault(error) ? error.code : 'file';
    throw new Fault<ConfigCode>('config-witnesses-wrong', { name: 'COMMONKEY_WITNESSES', problem });
  }
}
