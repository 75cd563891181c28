import { wordFault } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { DEMAND_CODES, type DemandFault } from './demand/parse.ts';
import { isMeaningCode } from './errors.ts';
import type { VolumesFault } from './volumes.ts';

/** A fault of a volumes file and its way out. `say` must know `programWords` and `exposureWords` of one language. */
export function wordVolumesFault(say: Speak, fault: VolumesFault): { problem: string; remedy: string } {
  const { code, path, params } = fault;
  if (!isMeaningCode(code)) return wordFault(say, { file: '', path, code, params });
  return { problem: say(`volumes.${code}`, params), remedy: say(`volumes.${code}.remedy`, params) };
}

/** A fault of a demand and its way out. `say` must know `programWords` and `exposureWords` of one language. */
export function wordDemandFault(say: Speak, fault: DemandFault): { problem: string; remedy: string } {
  const { code, path, params } = fault;
  const own = DEMAND_CODES.find((one) => one === code);
  if (own === undefined)
    return wordFault(say, { file: '', path, code, params } as Parameters<typeof wordFault>[1]);
  return { problem: say(`demand.${own}`, params), remedy: say(`demand.${own}.remedy`, params) };
}
