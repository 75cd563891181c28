import { wordDay } from '@commonkey/words';
import { CHECKS, DATED, FOUND, GAGS } from '../../store/tables/demands.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ruleDays } from '../clocks/rule-days.ts';
import { PLAIN_STEPS } from './act-bodies.ts';
import { Act } from './act-form.tsx';
import type { StepRow } from './events.ts';
import { DayField, SelectField } from './fields.tsx';
import { optionsOf } from './names.ts';
import { cameBack, type DemandProps, fieldsOf, wrongPress } from './props.ts';

const isLaw = ({ session }: DemandProps): boolean => session.roles.includes('law-officer');

/** Counsel's ticks about the paper: is it what it says? */
export function ChecksSection(props: DemandProps) {
  const { request, demand } = props;
  const { say, language } = request;
  const open = demand.closedOn === null && isLaw(props);
  return (
    <>
      <h2 id="checks">{say('legal.checks-title')}</h2>
      <dl class="hold-facts">
        {CHECKS.map((check) => {
          const answer = demand.checks.get(check);
          return (
            <div key={check}>
              <dt>{say(`legal.check-${check}`)}</dt>
              <dd>
                {answer === undefined
                  ? say('legal.check-open')
                  : say('legal.check-said', {
                      found: say(`legal.found-${answer.found}`),
                      day: wordDay(language, answer.on),
                    })}
              </dd>
            </div>
          );
        })}
      </dl>
      {open && (
        <details>
          <summary>{say('legal.checks-change')}</summary>
          <Act request={request} demand={demand.row.id} step="checks" button={say('legal.checks-button')}>
            {CHECKS.map((check) => (
              <fieldset key={check} class="field">
                <legend>{say(`legal.check-${check}`)}</legend>
                {FOUND.map((found) => (
                  <label key={found} class="check">
                    <input type="radio" name={check} value={found} />
                    {say(`legal.found-${found}`)}
                  </label>
                ))}
              </fieldset>
            ))}
          </Act>
        </details>
      )}
    </>
  );
}

/** What happened since, and what may happen next; the history is added to and never changed. */
export function LaterSection(props: DemandProps) {
  const { request, demand } = props;
  const { say, language } = request;
  const { row, closedOn } = demand;
  const dated = fieldsOf(props, 'day');
  const open = closedOn === null && isLaw(props);
  // That counsel wrote or read something is nobody else's business either.
  const steps = demand.steps.filter(({ step }) => isLaw(props) || (step !== 'added' && step !== 'opened'));
  return (
    <>
      <h2 id="since">{say('legal.since-title')}</h2>
      <Clocks {...props} />
      {steps.length === 0 ? (
        <p class="nothing">{say('legal.since-nothing')}</p>
      ) : (
        <DataTable
          labelledBy="since"
          heads={[say('legal.head-day'), say('legal.head-what-happened')]}
          rows={steps.map((step) => ({
            key: step.id,
            cells: [wordDay(language, step.moved_on), stepWords(props, step)],
          }))}
        />
      )}
      {open && (
        <>
          <details open={cameBack(props, 'step')}>
            <summary>{say('legal.step-title')}</summary>
            <Act request={request} demand={row.id} step="step" button={say('legal.step-button')}>
              <SelectField
                {...fieldsOf(props, 'step')}
                name="step"
                label={say('legal.step-which')}
                options={optionsOf(request, PLAIN_STEPS, 'demand-step')}
              />
            </Act>
          </details>
          <details open={cameBack(props, 'day')}>
            <summary>{say('legal.dated-title')}</summary>
            <Act request={request} demand={row.id} step="day" button={say('legal.dated-button')}>
              <SelectField
                {...dated}
                name="which"
                label={say('legal.dated-which')}
                options={[
                  ...optionsOf(request, DATED, 'day'),
                  ['extension', say('legal.demand-step-extension-given')] as const,
                ]}
              />
              <DayField {...dated} name="day" label={say('legal.dated-day')} />
            </Act>
          </details>
          <Silence {...props} />
          <h2>{say('legal.close-title')}</h2>
          <p>{say('legal.close-lead')}</p>
          <Act
            request={request}
            demand={row.id}
            step="close"
            button={say('legal.close-button')}
            wrong={wrongPress(props, 'close')}
            grave
          />
        </>
      )}
      {closedOn !== null && isLaw(props) && <Silence {...props} />}
    </>
  );
}

/** An order of silence may come, and end, when all is decided. */
function Silence(props: DemandProps) {
  const { request, demand } = props;
  const { say } = request;
  const silence = fieldsOf(props, 'gag');
  return (
    <details open={cameBack(props, 'gag')}>
      <summary>{say('legal.gag-title')}</summary>
      <Act request={request} demand={demand.row.id} step="gag" button={say('legal.gag-button')}>
        <SelectField
          {...silence}
          name="gag"
          label={say('legal.intake-gag-question')}
          options={optionsOf(request, GAGS, 'gag')}
        />
        <DayField {...silence} name="until" label={say('legal.intake-gag-until')} />
      </Act>
    </details>
  );
}

/** Days that the rules reckon from service; counsel confirms each. */
function Clocks({ context, request, demand }: DemandProps) {
  const { say, language } = request;
  const clocks = ruleDays(context.program.program, demand);
  if (clocks.length === 0) return null;
  return (
    <ul>
      {clocks.map(({ what, due, unit, count, after, byReturn, holidaysKnown }) => (
        <li key={what}>
          {say(`legal.clock-${what}${byReturn ? '-by-return' : ''}`, {
            ...{ day: wordDay(language, due), unit, count, after },
          })}{' '}
          {!holidaysKnown && say('legal.clock-holidays')}
        </li>
      ))}
    </ul>
  );
}

function stepWords({ request: { say, language } }: DemandProps, step: StepRow): string {
  const { what, found, day } = step;
  const said = say(`legal.demand-step-${step.step}`);
  if (step.step === 'checked')
    return say('legal.step-with', { said: say(`legal.check-${what}`), more: say(`legal.found-${found}`) });
  if (step.step === 'dated')
    return say('legal.step-with', { said: say(`legal.day-${what}`), more: wordDay(language, day ?? '') });
  if (step.step === 'gag') return say('legal.step-with', { said, more: say(`legal.gag-${found}`) });
  if (step.step === 'added' || step.step === 'opened')
    return say('legal.step-with', { said, more: say(`legal.sealed-${what}`) });
  if (step.step === 'item-added') return say('legal.step-with', { said, more: say(`legal.amended-${what}`) });
  return day === null ? said : say('legal.step-with', { said, more: wordDay(language, day) });
}
