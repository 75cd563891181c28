import { type FaultParams, wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Session, Visit } from '../../../staff/service.ts';
import { DEMAND_LETTERS } from '../../../store/tables/demand-papers.ts';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { LegalFrame } from '../../frame.tsx';
import { Act } from '../act-form.tsx';
import type { IntakeForm } from '../bodies.ts';
import type { LetterRow } from '../events.ts';
import { SelectField, TextField, TickField } from '../fields.tsx';
import { optionsOf } from '../names.ts';
import { demandPath } from '../paths.ts';
import { scopeFile } from '../scope-file.ts';
import type { DemandView } from '../view.ts';
import { GROUNDS } from './letter-facts.ts';

export type LettersProps = Visit & {
  session: Session;
  demand: DemandView;
  letters: readonly LetterRow[];
  filled?: IntakeForm;
  /** Why a letter was not made ready; or not opened or sent, and then which. */
  wrong?: { code: string; params: FaultParams; letter?: string };
  done: 'prepared' | 'issued' | null;
};

/** Letters about a demand: made ready by one law officer, read and sent by another. */
export function LettersPage(props: LettersProps) {
  const { request, demand, letters, wrong, done } = props;
  const { say, language } = request;
  const { row, closedOn } = demand;
  return (
    <LegalFrame
      {...props}
      title={say('legal.letters-title', { matter: row.matter })}
      path={demandPath(row.id, 'letters')}
      failed={wrong !== undefined}
    >
      <a class="back" href={withLanguage(demandPath(row.id), language)}>
        {say('legal.opened-back')}
      </a>
      {wrong && (
        <ErrorSummary
          say={say}
          errors={{ [wrong.letter ? letterId(wrong.letter) : 'letter']: wrongWords(request, wrong) }}
        />
      )}
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`legal.letters-done-${done}`)}
        </p>
      )}
      <p class="lead">{say('legal.letters-lead')}</p>
      {letters.length === 0 && <p class="nothing">{say('legal.letters-none')}</p>}
      <ul class="rows">
        {letters.map((letter, at) => (
          <Letter
            key={letter.id}
            {...props}
            letter={letter}
            newest={letters.findIndex((one) => one.letter === letter.letter) === at}
          />
        ))}
      </ul>
      {closedOn === null && <Write {...props} />}
    </LegalFrame>
  );
}

const letterId = (id: string): string => `letter-${id}`;

/** The facts that a letter lacks, by their names. */
export function wrongWords(
  { say }: FastifyRequest,
  { code, params }: NonNullable<LettersProps['wrong']>,
): string {
  if (typeof params.field === 'string' && params.field !== 'none')
    return say(`fault.${code}`, { ...params, field: say(`legal.letter-fact-${params.field}`) });
  if (typeof params.facts !== 'string') return say(`fault.${code}`, params);
  const facts = params.facts.split(' ').map((one) => say(`legal.letter-fact-${one}`));
  return say(`fault.${code}`, { facts: facts.join('; ') });
}

function Letter({
  request,
  session,
  demand,
  letter,
  newest,
}: LettersProps & { letter: LetterRow; newest: boolean }) {
  const { say, language } = request;
  const { id, decided_on: sent, proposed_on: made, proposed_by: maker } = letter;
  const name = say(`legal.letter-title-${letter.letter}`);
  const waits = sent === null && newest && demand.closedOn === null;
  const state = sent === null ? (newest ? 'made' : 'replaced') : 'sent';
  return (
    <li id={letterId(id)}>
      <p class="hold-state state">
        {say(`legal.letter-state-${state}`, { day: wordDay(language, sent ?? made) })}
      </p>
      <h2 class="hold-name">{name}</h2>
      {waits && maker === session.staffId && <p class="quiet-text">{say('legal.letter-mine')}</p>}
      <div class="button-row">
        <Act
          {...{ request }}
          demand={demand.row.id}
          step="letters/open"
          hidden={{ letter: id }}
          button={say('legal.letter-open-pdf')}
          label={say('legal.letter-open-pdf-label', { name })}
        />
        {waits && maker !== session.staffId && (
          <Act
            {...{ request }}
            demand={demand.row.id}
            step="letters/issue"
            hidden={{ letter: id }}
            button={say('legal.letter-issue')}
            label={say('legal.letter-issue-label', { name })}
            grave
          />
        )}
      </div>
    </li>
  );
}

function Write({ request, demand, filled = {} }: LettersProps) {
  const { say, language, csrf } = request;
  const of = { request, faults: {}, filled };
  const scopes = demand.items.flatMap((item) => {
    const scope = scopeFile(demand, item);
    return scope === null ? [] : [[item.place, filled[`scope-${item.place}`] ?? scope] as const];
  });
  return (
    <section aria-labelledby="write">
      <h2 id="write">{say('legal.letters-write')}</h2>
      <p>{say('legal.letters-write-lead')}</p>
      <p>
        <a href={withLanguage(demandPath(demand.row.id, 'drafts'), language)}>{say('legal.drafts-link')}</a>
      </p>
      <Form action={withLanguage(demandPath(demand.row.id, 'letters'), language)} csrf={csrf} noValidate>
        <SelectField
          {...of}
          name="letter"
          label={say('legal.letters-which')}
          options={optionsOf(request, DEMAND_LETTERS, 'letter-title')}
        />
        <TextField
          {...of}
          name="to"
          rows={4}
          label={say('legal.letters-to')}
          hint={say('legal.letters-to-hint')}
        />
        <TickField
          {...of}
          name="ground"
          label={say('legal.letters-grounds')}
          options={optionsOf(request, GROUNDS, 'ground')}
        />
        <TextField
          {...of}
          name="own"
          rows={12}
          label={say('legal.letters-own')}
          hint={say('legal.letters-own-hint')}
        />
        <TextField
          {...of}
          name="responsible"
          rows={3}
          label={say('legal.letter-responsible')}
          hint={say('legal.letters-responsible-hint')}
        />
        {scopes.length > 0 && (
          <details>
            <summary>{say('legal.letters-scopes')}</summary>
            <p class="hint">{say('legal.letters-scopes-hint')}</p>
            {scopes.map(([place, scope]) => (
              <div key={place} class="field">
                <label for={`scope-${place}`}>{say('legal.intake-item', { n: place })}</label>
                <textarea
                  id={`scope-${place}`}
                  name={`scope-${place}`}
                  rows={16}
                  dir="ltr"
                  class="code"
                  spellcheck={false}
                >
                  {scope}
                </textarea>
              </div>
            ))}
          </details>
        )}
        <button type="submit">{say('legal.letters-button')}</button>
      </Form>
    </section>
  );
}
