import { type Keeper, quarterAfter, quarterOf, quarterWindow } from '@commonkey/keeper';
import { speaker } from '@commonkey/words';
import { writeNew } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { withKeeper } from './city.ts';
import { keysFault } from './codes.ts';
import { keysWords } from './words.ts';

/**
 * `keys request --out FILE [--quarter 2027-Q1]`: asks the running key process for an issuing key and writes what the root has
 * to certify. Without a quarter it is the first uncertified one whose days have begun or are next. Asking again gives the
 * same key. Faults: `quarter-not-needed`, `quarter-already-requested`, `practice-has-no-root`, `cli-file-exists`,
 * `keeper-not-running`.
 */
export async function keysRequest(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['out', 'quarter'] });
  const out = flags.needed('out');
  const request = await withKeeper(async (keeper) => {
    const quarter = flags.text('quarter') ?? (await firstUncertified(keeper, io.now()));
    return keeper.ask('request-issuing-key', { quarter });
  });
  writeNew(out, `${JSON.stringify(request, null, 2)}\n`);
  const { issuer, quarter, from, until, publicJwk } = request;
  const say = speaker('en', keysWords.en ?? {});
  io.out(say('keys.requested', { path: out, issuer, quarter, from, until, kid: publicJwk.kid }));
  return 0;
}

/** In a quarter's last days the next one's window has begun: its certificate serves today too, and lasts. */
async function firstUncertified(keeper: Keeper, now: Date): Promise<string> {
  const { issuing, practice } = await keeper.ask('public-keys', {});
  const certified = new Set(issuing.flatMap((key) => (key.certificate === null ? [] : [key.quarter])));
  const [current, next] = [quarterOf(now), quarterAfter(now, 1)];
  const today = now.toISOString().slice(0, 10);
  const wanted = quarterWindow(next).from <= today ? [next] : [current, next];
  const found = wanted.find((quarter) => practice || !certified.has(quarter));
  if (found === undefined) throw keysFault('quarter-not-needed', { quarter: next });
  return found;
}
