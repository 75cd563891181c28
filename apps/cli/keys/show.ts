import { thumbprint } from '@commonkey/credential';
import { keyState } from '@commonkey/server/keeper/key-state.ts';
import { keyWords } from '@commonkey/server/keeper/words.ts';
import { speaker } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { withKeeper } from './city.ts';
import { keysWords } from './words.ts';

/** `keys show [--json]`: the city's public keys, and what comes next. Exit code 1 while no desk can be certified. */
export async function keysShow(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: [], switches: ['json'] });
  const { issuer, practice, roots, issuing } = await withKeeper((keeper) => keeper.ask('public-keys', {}));
  const keys = { issuer, practice, roots, issuing, checkpoint: { name: '', publicKey: '' } };
  const state = keyState(keys, io.now().toISOString().slice(0, 10));
  const able = ['practice', 'ready', 'ending'].includes(state.code);
  if (flags.given('json')) {
    const named = roots.map(({ kid, x, y }) => ({ kid, thumbprint: thumbprint({ x, y }) }));
    const quarters = issuing.map(({ quarter, from, until, publicJwk, certificate }) => {
      return { quarter, from, until, kid: publicJwk.kid, certified: certificate !== null };
    });
    io.out(JSON.stringify({ issuer, practice, state, roots: named, issuing: quarters }, null, 2));
    return able ? 0 : 1;
  }
  const say = speaker('en', keysWords.en ?? {}, keyWords.en ?? {});
  const lines = [
    say('keys.issuer', { issuer }),
    ...roots.map((root) => say('keys.root', { thumbprint: thumbprint(root) })),
    ...issuing.map(({ quarter, from, until, publicJwk, certificate }) =>
      say(certificate === null ? 'keys.quarter-awaited' : 'keys.quarter-certified', {
        quarter,
        from,
        until,
        kid: publicJwk.kid,
      }),
    ),
    say(`keys.${state.code}`, state),
  ];
  io.out(lines.join('\n'));
  return able ? 0 : 1;
}
