import { seriesOf } from '@commonkey/program';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { saidOf } from '../../legal/service.ts';
import type { VaultKind } from '../../vault/vault.ts';

/**
 * Counsel's words for somebody whose records of these kinds are there, where a hold keeps them and may be spoken of; null for
 * everybody else. They stand beside the sentence that everybody reads, never in its place.
 */
export function counselSays(
  { program, store, clock }: Context,
  { language }: Pick<FastifyRequest, 'language'>,
  kinds: Iterable<VaultKind>,
): Promise<string | null> {
  const series = [...new Set(kinds)].map(
    (kind) => seriesOf(program.program, kind === 'piece' ? 'draft' : kind).id,
  );
  return saidOf(store.read, series, language, clock.now());
}

/** Plain text of the law department's, in a frame that says whose it is. */
export function CounselWords({ request, said }: { request: FastifyRequest; said: string | null }) {
  if (said === null) return null;
  return (
    <div class="notice" role="note">
      <p>
        <strong>{request.say('after.counsel')}</strong>
      </p>
      <p dir="auto">{said}</p>
    </div>
  );
}
