import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { dueLine } from './due-line.ts';
import { dueStyle, type Flag } from './flags.ts';
import { custodianName } from './names.ts';
import { DEMANDS_PATH, demandPath, FRONT_DESK_PATH, INTAKE_PATH, REPORT_PATH } from './paths.ts';
import type { DemandView } from './view.ts';

type Listed = { demand: DemandView; flags: readonly Flag[] };
type Props = Visit & { session: Session; listed: readonly Listed[] };

/** Every demand, matter by matter, the newest first: what it is, by when, and what is missing. Nobody is named. */
export function DemandsPage(props: Props) {
  const { say, language } = props.request;
  const law = props.session.roles.includes('law-officer');
  const open = props.listed.filter(({ demand }) => demand.closedOn === null);
  const closed = props.listed.filter(({ demand }) => demand.closedOn !== null);
  return (
    <LegalFrame {...props} title={say('legal.demands-title')} path={DEMANDS_PATH}>
      <p class="lead">{say('legal.demands-lead')}</p>
      <p class="button-row">
        {law && (
          <a class="button" href={withLanguage(INTAKE_PATH, language)}>
            {say('legal.intake-title')}
          </a>
        )}
        <a class={law ? 'button button-quiet' : 'button'} href={withLanguage(FRONT_DESK_PATH, language)}>
          {say('legal.front-title')}
        </a>
        {law && (
          <a class="button button-quiet" href={withLanguage(REPORT_PATH, language)}>
            {say('legal.report-title')}
          </a>
        )}
      </p>
      <h2>{say('legal.demands-open')}</h2>
      {open.length === 0 && <p class="nothing">{say('legal.demands-none')}</p>}
      <Listing {...props} listed={open} />
      {closed.length > 0 && (
        <>
          <h2>{say('legal.demands-closed')}</h2>
          <Listing {...props} listed={closed} />
        </>
      )}
    </LegalFrame>
  );
}

function Listing({ context, request, listed }: Props) {
  const { say, language } = request;
  if (listed.length === 0) return null;
  return (
    <ul class="rows">
      {listed.map(({ demand, flags }) => {
        const { row, gag, items } = demand;
        const done = items.filter(({ decided }) => decided !== null).length;
        return (
          <li key={row.id}>
            <p class={dueStyle(flags)}>
              {dueLine(context, request, demand)}
              {gag.gag === 'ordered' && ` · ${say('legal.gag-short')}`}
            </p>
            <h3 class="hold-name">
              <a href={withLanguage(demandPath(row.id), language)}>
                {say('legal.demand-name', {
                  matter: row.matter,
                  instrument: say(`legal.instrument-${row.instrument}`),
                })}
              </a>
            </h3>
            <p>
              {say('legal.demand-served', {
                custodian: custodianName(context, request, row.custodian),
                issuer: say(`legal.issuer-${row.issuer}`),
                day: wordDay(language, row.received_on),
              })}
            </p>
            <p class="quiet-text">
              {say('legal.demand-progress', { done, all: items.length, flags: flags.length })}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
