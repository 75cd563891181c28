import { type Program, seriesOf } from '@commonkey/program';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { scheduleOf } from '../../holds/holds.ts';
import { type Said, saidOf, toldOf } from '../../legal/service.ts';
import type { VaultKind } from '../../vault/vault.ts';
import type { PortalSession } from '../session.ts';

/** An application, where what is there is all of one. */
type Aged = Pick<PortalSession['application'], 'age'>;

/**
 * Counsel's words for somebody whose records of these kinds are there, where a hold keeps them and may be spoken of; null for
 * everybody else. They stand beside the sentence that everybody reads, never in its place.
 */
export function counselSays(
  { program, store, clock }: Context,
  { language }: Pick<FastifyRequest, 'language'>,
  kinds: Iterable<VaultKind>,
  { age }: Aged = { age: null },
): Promise<string | null> {
  return saidOf(store.read, seriesOfKinds(program.program, kinds), language, clock.now(), age);
}

/** What two agreed to tell those whose application a hold takes, or what is sealed of it; nothing for everybody else. */
export function counselTells(
  { program, store, clock }: Context,
  { language }: Pick<FastifyRequest, 'language'>,
  kinds: Iterable<VaultKind>,
  { age }: Aged,
): Promise<Said[]> {
  const series = [
    ...seriesOfKinds(program.program, kinds),
    scheduleOf(program.program).seriesOf('applications'),
  ];
  return toldOf(store.read, series, language, clock.now(), age);
}

const seriesOfKinds = (program: Program, kinds: Iterable<VaultKind>): string[] =>
  [...new Set(kinds)].map((kind) => seriesOf(program, kind === 'piece' ? 'draft' : kind).id);

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

/** The same, where more than one hold may have its say, in a language that the words exist in. */
export function CounselTells({ request, told }: { request: FastifyRequest; told: readonly Said[] }) {
  const { say, language } = request;
  if (told.length === 0) return null;
  return (
    <div class="notice" role="note">
      <p>
        <strong>{say('after.counsel')}</strong>
      </p>
      {told.some((one) => one.language !== language) && <p>{say('after.counsel-other-language')}</p>}
      {told.map((one) => (
        <p key={one.text} lang={one.language} dir="auto">
          {one.text}
        </p>
      ))}
    </div>
  );
}
