import { wordFault } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { isMeaningCode } from './errors.ts';
import type { VolumesFault } from './volumes.ts';

/** A fault of a volumes file and its way out. `say` must know `programWords` and `exposureWords` of one language. */
export function wordVolumesFault(say: Speak, fault: VolumesFault): { problem: string; remedy: string } {
  const { code, path, params } = fault;
  if (!isMeaningCode(code)) return wordFault(say, { file: '', path, code, params });
  return { problem: say(`volumes.${code}`, params), remedy: say(`volumes.${code}.remedy`, params) };
}
