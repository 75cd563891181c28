import { defaultAnswer, issuersOf } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { DATED } from '../../store/tables/demands.ts';
import { ErrorSummary } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { ruleDays } from '../clocks/rule-days.ts';
import { LegalFrame } from '../frame.tsx';
import { holdPath } from '../paths.ts';
import { seriesWords } from '../words-of.ts';
import { ChecksSection, LaterSection } from './acts-section.tsx';
import { dueLine, runsAllTheSame } from './due-line.ts';
import { ACT_LABELS, faultWords } from './fault-words.ts';
import { dueStyle } from './flags.ts';
import { HoldsSection } from './holds-section.tsx';
import { ItemsSection } from './items-section.tsx';
import { custodianName } from './names.ts';
import { PapersSection } from './papers/papers-section.tsx';
import { DEMANDS_PATH, demandPath } from './paths.ts';
import type { DemandProps, FormBack } from './props.ts';
import { SealedSection } from './sealed-section.tsx';
import { markOf } from './view.ts';

/** One demand: how it stands, what is missing, what it asks for and what becomes of each item. */
export function DemandPage(props: DemandProps) {
  const { request, demand, flags, others, done } = props;
  const { say, language } = request;
  const { row } = demand;
  const issuers = (issuersOf(props.context.program.program, row.instrument)?.classes ?? [])
    .map((one) => say(`legal.issuer-${one}`))
    .join('; ');
  return (
    <LegalFrame
      {...props}
      title={say('legal.demand-name', {
        matter: row.matter,
        instrument: say(`legal.instrument-${row.instrument}`),
      })}
      path={demandPath(row.id)}
      failed={props.back !== undefined}
    >
      <a class="back" href={withLanguage(DEMANDS_PATH, language)}>
        {say('legal.demands-back')}
      </a>
      <ErrorSummary say={say} errors={props.back ? wordsBack(request, props.back) : {}} />
      {done && (
        <p class={done.endsWith('waits') ? 'notice notice-amber' : 'notice notice-leaf'} role="status">
          {say(`legal.demand-done-${done}`)}
        </p>
      )}
      <Status {...props} />
      {demand.gag.gag === 'ordered' && <AlreadyPublic request={request} since={props.since} />}
      {flags.length + props.stillSilent.length > 0 && (
        <div class="notice notice-amber" role="note">
          <h2>{say('legal.flags-title')}</h2>
          <ul>
            {flags.map((flag) => (
              <li key={flag}>
                <strong>{say(`legal.flag-${flag}`)}</strong> {say(`legal.flag-${flag}-way`, { issuers })}
                {flag === 'demand-return-missing' && ` ${runsAllTheSame(props.context, request, demand)}`}
              </li>
            ))}
            <StillSilent {...props} />
          </ul>
        </div>
      )}
      <Facts {...props} />
      {others.length > 0 && (
        <>
          <h2>{say('legal.matter-others')}</h2>
          <ul>
            {others.map((one) => (
              <li key={one.row.id}>
                <a href={withLanguage(demandPath(one.row.id), language)}>
                  {say(`legal.instrument-${one.row.instrument}`)}
                </a>
                : {custodianName(props.context, request, one.row.custodian)}
              </li>
            ))}
          </ul>
        </>
      )}
      <ChecksSection {...props} />
      <ItemsSection {...props} />
      <HoldsSection {...props} />
      {props.session.roles.includes('law-officer') && demand.closedOn === null && (
        <p>
          <a class="button button-quiet" href={withLanguage(demandPath(row.id, 'amend'), language)}>
            {say('legal.papers-amend')}
          </a>
        </p>
      )}
      <PapersSection {...props} />
      <SealedSection {...props} />
      {props.session.roles.includes('law-officer') && (
        <p>
          <a class="button button-quiet" href={withLanguage(demandPath(row.id, 'public'), language)}>
            {say('legal.publish-link')}
          </a>
        </p>
      )}
      <LaterSection {...props} />
    </LegalFrame>
  );
}

/** What silences a hold is of the hold: lifted on the demand, nothing is said before counsel ends it there too. */
function StillSilent({ context, request, stillSilent }: DemandProps) {
  const { say, language } = request;
  if (stillSilent.length === 0) return null;
  return (
    <li>
      <strong>{say('legal.gag-over')}</strong> {say('legal.gag-over-way')}
      {stillSilent.map(({ id, scope }) => (
        <p key={id}>
          <a href={withLanguage(holdPath(id, 'words'), language)}>
            {say('legal.gag-over-link', { series: seriesWords(context, request, scope).join(', ') })}
          </a>
        </p>
      ))}
    </li>
  );
}

/** An order of silence that came too late for what is public: what to do about that only the court can say. */
export function AlreadyPublic({ request: { say, language }, since }: Pick<DemandProps, 'request' | 'since'>) {
  if (since === null) return null;
  return (
    <div class="notice notice-brick" role="alert">
      <p>{say('legal.already-public', { day: wordDay(language, since) })}</p>
    </div>
  );
}

/** Each fault of a form that came back, by the place of its field. */
function wordsBack(
  request: DemandProps['request'],
  { faults, ids, params }: FormBack,
): Readonly<Record<string, string>> {
  const said = Object.entries(faultWords(request, faults, ACT_LABELS, params));
  return Object.fromEntries(said.map(([field, text]) => [ids?.[field] ?? field, text]));
}

function Status({ context, request, demand, flags }: DemandProps) {
  const { say } = request;
  const { row, gag } = demand;
  return (
    <p class={dueStyle(flags)}>
      {dueLine(context, request, demand)} · {custodianName(context, request, row.custodian)}
      {gag.gag !== 'none' && ` · ${say(`legal.gag-state-${gag.gag}`)}`}
    </p>
  );
}

function Facts({ context, request, demand }: DemandProps) {
  const { say, language } = request;
  const { row, days, gag, compelling } = demand;
  const reckoned = ruleDays(context.program.program, demand);
  const facts: [string, string][] = [
    [say('legal.intake-issuer'), say(`legal.issuer-${row.issuer}`)],
    [
      say('legal.intake-received'),
      say('legal.received-how', {
        day: wordDay(language, row.received_on),
        how: say(`legal.by-${row.received_by}`),
      }),
    ],
    ...DATED.map((which): [string, string] => {
      const day = days[which];
      const label = say(`legal.day-${which}`);
      if (day !== null) return [label, wordDay(language, day)];
      const rule = which === 'objection' && reckoned.find(({ what }) => what === which);
      if (!rule) return [label, say('legal.day-missing')];
      return [label, say('legal.day-by-rule', { day: wordDay(language, rule.due) })];
    }),
    [
      say('legal.intake-gag'),
      gag.until === null
        ? say(`legal.gag-${gag.gag}`)
        : say('legal.gag-with-day', { gag: say(`legal.gag-${gag.gag}`), day: wordDay(language, gag.until) }),
    ],
    [
      say('legal.answer-title'),
      say(`legal.answer-${defaultAnswer(context.program.program, row.instrument)}`),
    ],
    [say('legal.compelling-title'), say(compelling ? 'legal.compelling-yes' : 'legal.compelling-no')],
    [say('legal.mark-title'), markOf(row)],
  ];
  return (
    <dl class="hold-facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
