import { type Fault, isFault, type Speak, speaker } from '@commonkey/words';
import type { Flags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { isNo } from './codes.ts';
import { ledgerWords } from './words.ts';

/** What was found true: facts for `--json`, sentences for a person. */
export type Found = { readonly facts: Record<string, unknown>; readonly lines: (say: Speak) => string[] };

/**
 * Prints what `work` found, or why the answer is no. Exit code 0 true, 1 not; a question that could not be put goes on as
 * its fault, to be 2.
 */
export async function answer(flags: Flags, io: Io, work: () => Promise<Found>): Promise<number> {
  const say = speaker('en', ledgerWords.en ?? {});
  try {
    const { facts, lines } = await work();
    io.out(flags.given('json') ? JSON.stringify({ holds: true, ...facts }, null, 2) : lines(say).join('\n'));
    return 0;
  } catch (error) {
    if (!isFault(error) || !isNo(error)) throw error;
    io.out(flags.given('json') ? JSON.stringify(refusal(error), null, 2) : denial(say, error));
    return 1;
  }
}

const refusal = ({ code, params }: Fault) => ({ holds: false, reason: code, ...params });
const denial = (say: Speak, { code, params }: Fault): string =>
  [
    say('ledger.not'),
    `${say(`fault.${code}`, params)} [${code}]`,
    ...('since' in params ? [say('ledger.about-since', params)] : []),
  ].join('\n');

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
