import { type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { Session } from '../staff/service.ts';
import { newActedSalt } from '../store/acted-by.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { record } from '../store/record.ts';
import { SIGNING_OFFICES, type SigningOffice } from '../store/tables/questions.ts';
import { digestOf } from './digest.ts';
import type { QuestionCode } from './errors.ts';
import type { QuestionName } from './list.ts';
import { reviewedEvent } from './reviewed-event.ts';
import { ownSignature, type Standing, standings } from './standing.ts';

/** Offices for which somebody may sign a question now: theirs, not where they signed for the other one, and not twice in a year. */
export function officesFor(
  { signed }: Pick<Standing, 'signed'>,
  session: Pick<Session, 'staffId' | 'roles'>,
  today: PlainDate,
): SigningOffice[] {
  if (ownSignature({ signed }, session.staffId, today)) return [];
  return SIGNING_OFFICES.filter(
    (office) =>
      session.roles.includes(office) &&
      !signed.some((one) => one.office !== office && one.by === session.staffId),
  );
}

/**
 * Signs for a year that questions are still needed, each with a leaf of the ledger. Who has both offices signs for one of them: the
 * one that nobody signed for, else the records office. What somebody signed for already they sign no second time.
 * @returns how many are signed now
 * @throws Fault `question-none-chosen` | `question-second-person`: they signed for the other office, and two people must
 */
export async function signQuestions(
  { store, clock, random, program }: Context,
  names: readonly QuestionName[],
  session: Pick<Session, 'staffId' | 'roles'>,
): Promise<number> {
  if (names.length === 0) throw new Fault<QuestionCode>('question-none-chosen');
  const signed_on = plainDateIn(program.program.city.timeZone, clock.now());
  return store.write(async (tx) => {
    // Of a press that was sent twice at once the second sees what the first one signed.
    await oneAtATime(tx, 'questions-signed');
    let now = 0;
    const all = await standings(tx, signed_on);
    for (const standing of all.filter(({ name }) => names.includes(name))) {
      if (ownSignature(standing, session.staffId, signed_on)) continue;
      const may = officesFor(standing, session, signed_on);
      const open = may.find((office) => !standing.signed.some((one) => one.office === office));
      const office = open ?? may[0];
      if (office === undefined) throw new Fault<QuestionCode>('question-second-person');
      const question = standing.name;
      const digest = digestOf(question);
      const signed_by = session.staffId;
      const by_salt = newActedSalt(random);
      const said = { question, digest, office, signed_on, signed_by, by_salt };
      const { salt } = await record(tx, reviewedEvent(said), random);
      await tx
        .insertInto('question_reviews')
        .values({ id: crypto.randomUUID(), ...said, ledger_salt: salt })
        .execute();
      now += 1;
    }
    return now;
  });
}
