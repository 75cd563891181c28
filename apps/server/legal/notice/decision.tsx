import type { FastifyRequest } from 'fastify';
import type { Session } from '../../staff/service.ts';
import { NOTICE_BASES, type NoticeBasis } from '../../store/tables/legal-notices.ts';
import { maySecond, type SecondRule } from '../second.ts';
import type { Decided } from './deciding.ts';

export type Chosen = { basis?: NoticeBasis; afterGag?: boolean };

/** What the first of the two says: why it may be told, and what becomes of it under an order of silence. */
export function DecisionFields({ request: { say }, chosen }: { request: FastifyRequest; chosen: Chosen }) {
  return (
    <>
      <fieldset class="field">
        <legend>{say('legal.notice-basis')}</legend>
        {NOTICE_BASES.map((basis) => (
          <label class="check" key={basis}>
            <input type="radio" name="basis" value={basis} checked={chosen.basis === basis} required />
            {say(`legal.notice-basis-${basis}`)}
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label class="check">
          <input type="checkbox" name="afterGag" checked={chosen.afterGag === true} />
          {say('legal.notice-after-gag')}
        </label>
        <p class="hint">{say('legal.notice-after-gag-hint')}</p>
      </div>
    </>
  );
}

/** Where a decision stands, as the key of its words. */
export function standingOf(
  row: Decided,
  silent: boolean,
): 'asked' | 'stands' | 'waits' | 'silenced' | 'ended' {
  if (row.ended_at !== null) return 'ended';
  if (row.silenced) return 'silenced';
  if (row.agreed_at === null) return 'asked';
  return silent ? 'waits' : 'stands';
}

/** Who the second is, and whether it is the reader. */
export function TurnOfSecond(props: {
  request: FastifyRequest;
  session: Session;
  rule: SecondRule;
  row: Decided;
}) {
  const { request, session, rule, row } = props;
  const mine = row.asked_by === session.staffId;
  return (
    <p>
      {request.say(mine ? 'legal.notice-asked-mine' : 'legal.notice-asked')}{' '}
      {request.say(`legal.notice-second-${rule}`)}
    </p>
  );
}

export const mayAgree = (session: Session, row: Decided, rule: SecondRule): boolean =>
  row.ended_at === null && !row.silenced && row.agreed_at === null && maySecond(session, row.asked_by, rule);
