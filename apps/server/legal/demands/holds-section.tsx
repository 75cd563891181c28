import { wordDay } from '@commonkey/words';
import { withLanguage } from '../../ui/layout.tsx';
import { stateKey } from '../holds-page.tsx';
import { tellPath } from '../notice/paths.ts';
import { holdPath } from '../paths.ts';
import { type HoldView, isOpen } from '../view.ts';
import { daysWords, seriesWords } from '../words-of.ts';
import { Act } from './act-form.tsx';
import type { DemandProps } from './props.ts';

/** What is kept because of this demand, and how many records that is. */
export function HoldsSection(props: DemandProps) {
  const { context, request, demand, own } = props;
  const { say, language } = request;
  const named = demand.items.some(({ selector }) => selector !== 'class');
  return (
    <>
      <h2>{say('legal.demand-holds')}</h2>
      {own.length === 0 && <p class="nothing">{say('legal.demand-holds-none')}</p>}
      <ul class="rows">
        {own.map((hold) => (
          <li key={hold.id}>
            <p class="hold-state state">{say(stateKey(hold))}</p>
            <h3 class="hold-name">
              <a href={withLanguage(holdPath(hold.id), language)}>
                {seriesWords(context, request, hold.scope).join(', ')}
              </a>
            </h3>
            <p>
              {daysWords(request, hold.scope)}. {hold.count && say('legal.demand-kept', hold.count)}
            </p>
            {hold.count && <p class="quiet-text">{say(`legal.hold-leaves-${leavesOut(hold)}`)}</p>}
            <AlsoKept {...props} hold={hold} />
            {isOpen(hold) && props.session.roles.includes('law-officer') && (
              <p>
                <a href={withLanguage(tellPath(hold.id), language)}>{say('legal.tell-title')}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {props.leftOut !== null && own.some((hold) => isOpen(hold) && hold.scope.until === null) && (
        <p class="notice notice-amber">
          {say('legal.hold-day-left-out', { day: wordDay(language, props.leftOut) })}
        </p>
      )}
      {named && own.length > 0 && (
        <p class="aside">
          {say('legal.named-count', {
            count: own.reduce((sum, { count }) => sum + (count?.covered ?? 0), 0),
          })}
        </p>
      )}
    </>
  );
}

/** Whether it takes what comes from now on: by its days, and by whether the key process has found that they are over. */
function leavesOut({ scope, row }: HoldView): 'out' | 'later' | 'none' {
  if (scope.until === null) return 'none';
  return row.from_age === null ? 'later' : 'out';
}

/** An order may lift one hold while another order keeps the same records: then nothing of these ends. */
function AlsoKept({ request, session, demand, kept, hold }: DemandProps & { hold: HoldView }) {
  const { say, language } = request;
  const others = kept.get(hold.id) ?? [];
  const law = session.roles.includes('law-officer');
  const ordered = demand.steps.some((step) => step.step === 'lift-ordered' && step.hold === hold.id);
  return (
    <>
      {ordered && (
        <p class="notice notice-amber">
          {say(others.length > 0 ? 'legal.lift-ordered-kept' : 'legal.lift-ordered-alone')}
        </p>
      )}
      {others.length > 0 && (
        <>
          <p>{say('legal.also-kept')}</p>
          <ul>
            {others.map(({ hold: other, demands }) => (
              <li key={other.id}>
                <a href={withLanguage(holdPath(other.id), language)}>
                  {demands.length === 0
                    ? say('legal.also-kept-hold')
                    : say('legal.also-kept-matter', {
                        matters: demands.map(({ matter }) => matter).join(', '),
                      })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {law && demand.closedOn === null && !ordered && isOpen(hold) && (
        <Act
          request={request}
          demand={demand.row.id}
          step="lift-ordered"
          hidden={{ hold: hold.id }}
          button={say('legal.lift-ordered')}
        />
      )}
    </>
  );
}
