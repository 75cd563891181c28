import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import { EntryEnd } from './entry-end.tsx';
import { arrivalLeaf } from './openings.ts';
import type { PublishedEmergency } from './publications.ts';

/** One emergency that is public: who asked as a class, what two people decided, and how to check that it was so. */
export function EmergencyView({ request, one }: { request: FastifyRequest; one: PublishedEmergency }) {
  const { say, language } = request;
  const { said, publishedOn } = one;
  const id = `emergency-${said.matter}`;
  const leaf = arrivalLeaf(said);
  const day = (on: string) => wordDay(language, on);
  return (
    <article class="register-one" aria-labelledby={id}>
      <h3 id={id}>{say('register.number', { number: `\u2066${said.number}\u2069` })}</h3>
      <p>{say('register.came', { day: day(said.receivedOn) })}</p>
      <dl>
        <div>
          <dt>{say('register.from')}</dt>
          <dd>{say(`register.issuer-${said.asker}`)}</dd>
        </div>
        <div>
          <dt>{say('register.answer')}</dt>
          <dd>{say(`register.emergency-${said.outcome}`)}</dd>
        </div>
      </dl>
      <p>
        {say('register.emergency-decided', { day: day(said.decidedOn) })}
        {said.inWriting && ` ${say('register.emergency-writing')}`}
      </p>
      <EntryEnd {...{ request, id, leaf, publishedOn }} />
    </article>
  );
}
