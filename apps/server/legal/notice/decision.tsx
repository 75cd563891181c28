import type { FastifyRequest } from 'fastify';
import type { Session } from '../../staff/service.ts';
import { NOTICE_BASES, type NoticeBasis } from '../../store/tables/legal-notices.ts';
import { ErrorSummary, Hints } from '../../ui/form.tsx';
import { maySecond, type SecondRule } from '../second.ts';
import { LONGEST_SENTENCE } from '../wording.ts';
import type { Decided } from './deciding.ts';

/** Which press of the page was refused, and why. */
export type Refused = { step: 'ask' | 'agree' | 'end'; code: string };
export type Chosen = { basis?: NoticeBasis; afterGag?: boolean };

type DecisionProps = { request: FastifyRequest; chosen: Chosen; wrong: Refused | null };

/** Where the form that asks shows a refusal. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'telling-basis-missing': 'basis',
  'telling-gagged': 'afterGag',
};
const MOST = { most: LONGEST_SENTENCE };

/** A refusal in one list, with a way to its field where it has one; of every other, to where the decision stands. */
export function RefusalSummary({
  request: { say },
  wrong,
  elsewhere,
  fields = {},
}: {
  request: FastifyRequest;
  wrong: Refused | null;
  elsewhere: string;
  /** Fields of the page's own, by code. */
  fields?: Readonly<Record<string, string>>;
}) {
  if (wrong === null) return null;
  const field = (wrong.step === 'ask' && { ...FIELD_OF, ...fields }[wrong.code]) || elsewhere;
  return <ErrorSummary say={say} errors={{ [field]: say(`fault.${wrong.code}`, MOST) }} />;
}

/** What the first of the two says: why it may be told, and what becomes of it under an order of silence. */
export function DecisionFields({ request: { say }, chosen, wrong }: DecisionProps) {
  const at = wrong?.step === 'ask' ? FIELD_OF[wrong.code] : undefined;
  const told = wrong && say(`fault.${wrong.code}`, MOST);
  return (
    <>
      <fieldset
        class={at === 'basis' ? 'field field-wrong' : 'field'}
        aria-describedby={at === 'basis' ? 'basis-error' : undefined}
      >
        <legend>{say('legal.notice-basis')}</legend>
        <Hints name="basis" error={at === 'basis' ? (told ?? undefined) : undefined} />
        {NOTICE_BASES.map((basis, place) => (
          <label class="check" key={basis}>
            <input
              type="radio"
              id={place === 0 ? 'basis' : undefined}
              name="basis"
              value={basis}
              checked={chosen.basis === basis}
              required
            />
            {say(`legal.notice-basis-${basis}`)}
          </label>
        ))}
      </fieldset>
      <div class={at === 'afterGag' ? 'field field-wrong' : 'field'}>
        <Hints name="afterGag" error={at === 'afterGag' ? (told ?? undefined) : undefined} />
        <label class="check">
          <input
            type="checkbox"
            id="afterGag"
            name="afterGag"
            checked={chosen.afterGag === true}
            aria-describedby={at === 'afterGag' ? 'afterGag-error' : undefined}
          />
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
