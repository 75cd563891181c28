import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../staff/service.ts';
import { DataTable } from '../ui/data-table.tsx';
import { withLanguage } from '../ui/layout.tsx';
import type { MatterOf } from './demands/matters.ts';
import { demandPath } from './demands/paths.ts';
import { LegalFrame } from './frame.tsx';
import { NEW_PATH } from './new-hold-page.tsx';
import { HOLDS_PATH, holdPath } from './paths.ts';
import { HoldRowsMissing, RowlessHolds } from './rows-missing.tsx';
import type { SecondRule } from './second.ts';
import { type CountedHold, type HoldView, isOpen } from './view.ts';
import { daysWords, momentWords, seriesWords } from './words-of.ts';

export type HoldsProps = Visit & {
  session: Session;
  holds: readonly CountedHold[];
  rule: SecondRule;
  /** Rows about holds that somebody removed; 0 for whoever is not of the law department. */
  missing: number;
  /** Holds that the key process keeps and no row names, null where it does not answer; 0 for whoever is not of the law department. */
  rowless: number | null;
  /** The demands that each was placed for, as far as this member may hear of them. */
  matters: (hold: string) => readonly MatterOf[];
};

/** What is held, since when, how it stands, when it is looked at again, and what it keeps past its day. */
export function HoldsPage(props: HoldsProps) {
  const { say, language } = props.request;
  const open = props.holds.filter(isOpen);
  const ended = props.holds.filter((hold) => !isOpen(hold));
  const overdue = open.filter((hold) => hold.overdue).length;
  const altered = open.filter(({ state }) => state === 'altered').length;
  return (
    <LegalFrame {...props} title={say('legal.title')} path={HOLDS_PATH}>
      <p class="lead">{say('legal.lead')}</p>
      <HoldRowsMissing {...props} />
      <RowlessHolds {...props} />
      {altered > 0 && (
        <div class="notice notice-brick" role="alert">
          <h2>{say('legal.altered-title', { count: altered })}</h2>
          <p>{say('legal.altered-note')}</p>
        </div>
      )}
      {overdue > 0 && (
        <div class="notice notice-amber" role="note">
          <p>{say('legal.overdue', { count: overdue })}</p>
        </div>
      )}
      <p>
        <a class="button" href={withLanguage(NEW_PATH, language)}>
          {say('legal.new-title')}
        </a>
      </p>
      <h2 id="open">{say('legal.open-title')}</h2>
      {open.length === 0 && <p class="nothing">{say('legal.open-none')}</p>}
      {open.length > 0 && (
        <ul class="rows">
          {open.map((hold) => (
            <li key={hold.id}>
              <HoldCard {...props} hold={hold} />
            </li>
          ))}
        </ul>
      )}
      {ended.length > 0 && <EndedTable {...props} ended={ended} />}
      <p class="aside">
        {say('legal.rule')} {say(`legal.second-${props.rule}`)}
      </p>
    </LegalFrame>
  );
}

function HoldCard(props: HoldsProps & { hold: CountedHold }) {
  const { context, request, hold } = props;
  const { say, language } = request;
  const [first = '', ...others] = seriesWords(context, request, hold.scope);
  return (
    <>
      <StateLine {...{ request, hold }} />
      <h3 class="hold-name">
        <a href={withLanguage(holdPath(hold.id), language)}>
          {others.length === 0 ? first : say('legal.series-more', { first, count: others.length })}
        </a>
      </h3>
      <Matters request={request} matters={props.matters(hold.id)} />
      <HoldFacts {...props} />
    </>
  );
}

/** Which matter it belongs to, with the way there. */
export function Matters({
  request: { say, language },
  matters,
}: Pick<HoldsProps, 'request'> & { matters: readonly MatterOf[] }) {
  if (matters.length === 0) return null;
  return (
    <p>
      {matters.map(({ id, matter }, at) => (
        <>
          {at > 0 && ', '}
          <a key={id} href={withLanguage(demandPath(id), language)}>
            {say('legal.hold-of-matter', { matter })}
          </a>
        </>
      ))}
    </p>
  );
}

/** How it stands; in the colour of a warning where somebody has to act. */
export function StateLine({ request: { say }, hold }: Pick<HoldsProps, 'request'> & { hold: HoldView }) {
  const warns = hold.overdue || hold.state === 'altered';
  return (
    <p
      class={`hold-state state${warns ? ' state-overdue' : ''}${hold.state === 'altered' ? ' state-altered' : ''}`}
    >
      {say(stateKey(hold))}
    </p>
  );
}

export function stateKey({ state, row, overdue }: HoldView): string {
  if (state === 'confirmed' && row.release_asked_by !== null) return 'legal.state-asked';
  return overdue ? 'legal.state-overdue' : `legal.state-${state}`;
}

/** The facts of a hold as a list of terms. */
export function HoldFacts({
  context,
  request,
  hold,
}: Pick<HoldsProps, 'context' | 'request'> & { hold: CountedHold }) {
  const { say, language } = request;
  const { row, count, nextReview } = hold;
  const facts: [string, string][] = [
    ['days', daysWords(request, hold.scope)],
    ['since', sinceWords(context, request, hold)],
  ];
  const { channel } = hold.scope;
  if (channel) facts.unshift(['channel', say(`legal.channel-${channel}`)]);
  if (hold.state === 'provisional')
    facts.push(['lapses', momentWords(context, request, row.provisional_until)]);
  if (nextReview !== null) facts.push(['review', wordDay(language, nextReview)]);
  if (count !== null) facts.push(['kept', say('legal.kept-count', count)]);
  facts.push(['next', say(`legal.next-${nextOf(hold)}`)]);
  return (
    <dl class="hold-facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{say(`legal.term-${term}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of one whose row was changed only what the key process knows. */
function sinceWords(
  context: HoldsProps['context'],
  request: HoldsProps['request'],
  { row, known }: HoldView,
) {
  if (known === null) return momentWords(context, request, row.placed_at);
  if (typeof known === 'string') return request.say('legal.not-known');
  return momentWords(context, request, new Date(known.placedAt));
}

/** Who may do what next. */
function nextOf({ state, row, overdue }: HoldView): string {
  if (state === 'confirmed' && row.release_asked_by !== null) return 'asked';
  return overdue ? 'overdue' : state;
}

function EndedTable({ context, request, ended, matters }: HoldsProps & { ended: readonly HoldView[] }) {
  const { say, language } = request;
  return (
    <>
      <h2 id="ended">{say('legal.ended-title')}</h2>
      <DataTable
        labelledBy="ended"
        heads={['what', 'matter', 'since', 'end'].map((head) => say(`legal.head-${head}`))}
        rows={ended.map((hold) => ({
          key: hold.id,
          cells: [
            <a href={withLanguage(holdPath(hold.id), language)}>
              {seriesWords(context, request, hold.scope).join(', ')}
            </a>,
            matters(hold.id)
              .map(({ matter }) => matter)
              .join(', ') || say('legal.matter-none'),
            momentWords(context, request, hold.row.placed_at),
            say(`legal.ended-${hold.state}`, {
              at: momentWords(context, request, hold.row.released_at ?? hold.row.provisional_until),
            }),
          ],
        }))}
      />
    </>
  );
}
