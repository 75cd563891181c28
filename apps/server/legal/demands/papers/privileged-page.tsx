import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../../staff/service.ts';
import { EXTENTS, PAPER_OFFICES, PRIVILEGE_BASES, PRIVILEGES } from '../../../store/tables/demand-papers.ts';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { LegalFrame } from '../../frame.tsx';
import { Act } from '../act-form.tsx';
import type { IntakeForm } from '../bodies.ts';
import { DayField, LineField, SelectField, TextField, TickField } from '../fields.tsx';
import { optionsOf } from '../names.ts';
import { demandPath } from '../paths.ts';
import type { DemandView } from '../view.ts';
import type { PrivilegeEntry } from './privileges.ts';

export type PrivilegedProps = Visit & {
  session: Session;
  demand: DemandView;
  entries: readonly PrivilegeEntry[];
  filled?: IntakeForm;
  wrong?: string;
  done: 'listed' | null;
};

/** Papers of the city's own that are withheld as privileged: offices, days and reasons from lists, and nobody by name. */
export function PrivilegedPage(props: PrivilegedProps) {
  const { request, demand, entries, wrong, done } = props;
  const { say, language } = request;
  const { row, closedOn } = demand;
  return (
    <LegalFrame
      {...props}
      title={say('legal.privileged-title', { matter: row.matter })}
      path={demandPath(row.id, 'privileged')}
      failed={wrong !== undefined}
    >
      <a class="back" href={withLanguage(demandPath(row.id), language)}>
        {say('legal.opened-back')}
      </a>
      {wrong && <ErrorSummary say={say} errors={{ written: say(`fault.${wrong}`) }} />}
      {done && (
        <p class="notice notice-leaf" role="status">
          {say('legal.privileged-done')}
        </p>
      )}
      <p class="lead">{say('legal.privileged-lead')}</p>
      {entries.length === 0 && <p class="nothing">{say('legal.privileged-none')}</p>}
      <ul class="rows">
        {entries.map((entry) => (
          <li key={entry.id}>
            {entry.replaced && <p class="hold-state state">{say('legal.privilege-replaced')}</p>}
            <h2 class="hold-name">{say('legal.privilege-entry', { n: entry.place })}</h2>
            <dl class="hold-facts">
              {factsOf(entry, props).map(([term, text]) => (
                <div key={term}>
                  <dt>{say(`legal.privilege-${term}`)}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {entries.length > 0 && (
        <Act {...{ request }} demand={row.id} step="privileged/log" button={say('legal.privileged-log')} />
      )}
      {closedOn === null && <Add {...props} />}
    </LegalFrame>
  );
}

function factsOf(entry: PrivilegeEntry, { request: { say, language } }: PrivilegedProps): [string, string][] {
  return [
    ['written', wordDay(language, entry.written_on)],
    ['author', say(`legal.paper-office-${entry.author}`)],
    ['recipients', entry.recipients.map((one) => say(`legal.paper-office-${one}`)).join(', ')],
    ['claimed', say(`legal.privilege-is-${entry.privilege}`)],
    ['basis', say(`legal.privilege-basis-${entry.basis}`)],
    ['extent', say(`legal.privilege-extent-${entry.extent}`, { pages: entry.pages })],
  ];
}

function Add({ request, demand, entries, filled = {} }: PrivilegedProps) {
  const { say, language, csrf } = request;
  const of = { request, faults: {}, filled };
  const standing = entries.filter(({ replaced }) => !replaced);
  return (
    <section aria-labelledby="add">
      <h2 id="add">{say('legal.privileged-add')}</h2>
      <Form action={withLanguage(demandPath(demand.row.id, 'privileged'), language)} csrf={csrf} noValidate>
        <DayField {...of} name="written" label={say('legal.privilege-written')} />
        <SelectField
          {...of}
          name="author"
          label={say('legal.privilege-author')}
          options={optionsOf(request, PAPER_OFFICES, 'paper-office')}
        />
        <TickField
          {...of}
          name="to"
          label={say('legal.privilege-recipients')}
          options={optionsOf(request, PAPER_OFFICES, 'paper-office')}
        />
        <SelectField
          {...of}
          name="privilege"
          label={say('legal.privilege-claimed')}
          options={optionsOf(request, PRIVILEGES, 'privilege-is')}
        />
        <SelectField
          {...of}
          name="basis"
          label={say('legal.privilege-basis')}
          options={optionsOf(request, PRIVILEGE_BASES, 'privilege-basis')}
        />
        <SelectField
          {...of}
          name="extent"
          label={say('legal.privilege-extent')}
          options={optionsOf(request, EXTENTS, 'privilege-how')}
        />
        <LineField {...of} name="pages" label={say('legal.produced-pages')} />
        <TextField
          {...of}
          name="words"
          rows={3}
          label={say('legal.privilege-words-field')}
          hint={say('legal.privilege-words-hint')}
        />
        {standing.length > 0 && (
          <SelectField
            {...of}
            name="instead"
            label={say('legal.privilege-instead')}
            blank={say('legal.privilege-instead-none')}
            options={standing.map(
              ({ id, place }) => [id, say('legal.privilege-entry', { n: place })] as const,
            )}
          />
        )}
        <button type="submit">{say('legal.privileged-button')}</button>
      </Form>
    </section>
  );
}
