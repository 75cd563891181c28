import { CSRF_FIELD } from '../../../http/csrf.ts';
import { PRODUCED } from '../../../store/tables/demands.ts';
import { ErrorSummary } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { MEBIBYTE } from '../../../uploads/limits.ts';
import { LegalFrame } from '../../frame.tsx';
import { Act } from '../act-form.tsx';
import { LineField } from '../fields.tsx';
import { whyNotGenuine } from '../genuine.ts';
import { demandPath } from '../paths.ts';
import type { DemandView } from '../view.ts';
import { LARGEST_BUNDLE } from './bundle.ts';
import { BundleRow, Counts, offered } from './bundle-row.tsx';
import { DestinationFields } from './destination-fields.tsx';
import { LineSection } from './line-section.tsx';
import type { ProducedProps } from './produced-props.ts';

const SIZE = { megabytes: LARGEST_BUNDLE / MEBIBYTE };

/** The field of a refused press; its bundle where the form is not offered any more. */
function fieldOf({ produced, session, demand, wrongIn = 'seal' }: ProducedProps): string {
  if (typeof wrongIn === 'string') return `item-${wrongIn}`;
  const { production, act } = wrongIn;
  const one = produced.find(({ id }) => id === production);
  const may = one && offered(one, session, demand);
  if (act === 'agree' && may?.count) return `pages-${production}`;
  if (act === 'back' && may?.askBack) return `reason-${production}`;
  return `bundle-${production}`;
}

/** What was produced under compulsion: sealed and counted by one, opened and counted again by another. */
export function ProducedPage(props: ProducedProps) {
  const { request, demand, produced, wrong, wrongIn = 'seal', done } = props;
  const { say, language } = request;
  const { row, closedOn } = demand;
  const doubt = demand.compelling ? whyNotGenuine(row.instrument, demand.checks) : null;
  const items = demand.items.filter(({ decided }) => PRODUCED.some((one) => one === decided?.outcome));
  const waits = produced.some(({ decided_on, back }) => decided_on === null && !back?.decided_on);
  const filledIn = (form: 'seal' | 'line') => (wrongIn === form ? (props.filled ?? {}) : {});
  return (
    <LegalFrame
      {...props}
      title={say('legal.produced-title', { matter: row.matter })}
      path={demandPath(row.id, 'produced')}
      failed={wrong !== undefined}
    >
      <a class="back" href={withLanguage(demandPath(row.id), language)}>
        {say('legal.opened-back')}
      </a>
      {wrong && <ErrorSummary say={say} errors={{ [fieldOf(props)]: say(`fault.${wrong}`, SIZE) }} />}
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`legal.produced-done-${done}`)}
        </p>
      )}
      <p class="lead">{say('legal.produced-lead')}</p>
      {!demand.compelling && <p class="notice notice-amber">{say('legal.outcome-not-compelling')}</p>}
      {doubt && closedOn === null && (
        <p class="notice notice-brick" role="alert">
          {say(`fault.${doubt}`)}
        </p>
      )}
      {produced.length === 0 && <p class="nothing">{say('legal.produced-none')}</p>}
      <ul class="rows">
        {produced.map((one) => (
          <BundleRow key={one.id} {...props} one={one} />
        ))}
      </ul>
      {produced.some(({ decided_on, back }) => decided_on !== null || back?.decided_on) && (
        <Act {...{ request }} demand={row.id} step="produced/log" button={say('legal.produced-log')} />
      )}
      {closedOn === null && demand.compelling && doubt === null && items.length > 0 && (
        <>
          <Seal {...props} filled={filledIn('seal')} waits={waits} items={items} />
          <LineSection {...props} filled={filledIn('line')} waits={waits} items={items} />
        </>
      )}
      {closedOn === null && demand.compelling && items.length === 0 && (
        <p>{say('legal.produced-undecided')}</p>
      )}
    </LegalFrame>
  );
}

function Seal({
  context,
  request,
  demand,
  filled = {},
  items,
  waits,
}: ProducedProps & { items: DemandView['items']; waits: boolean }) {
  const { say, language, csrf } = request;
  const of = { request, faults: {}, filled };
  return (
    <section aria-labelledby="seal">
      <h2 id="seal">{say('legal.produced-seal')}</h2>
      <p>{say('legal.produced-seal-lead')}</p>
      <form
        method="post"
        action={withLanguage(demandPath(demand.row.id, 'produced'), language)}
        encType="multipart/form-data"
      >
        {csrf !== null && <input type="hidden" name={CSRF_FIELD} value={csrf} />}
        <DestinationFields {...{ context, request, demand, filled, items, waits }} form="seal" />
        <Counts request={request} id="new" filled={filled} />
        <p class="hint">{say('legal.produced-count-hint')}</p>
        <LineField
          {...of}
          name="key"
          label={say('legal.produced-key')}
          hint={say('legal.produced-key-hint')}
        />
        <div class="field">
          <label for="file">{say('legal.produced-file')}</label>
          <p id="file-hint" class="hint">
            {say('legal.produced-file-hint', SIZE)}
          </p>
          <input type="file" id="file" name="file" aria-describedby="file-hint" />
        </div>
        <button type="submit">{say('legal.produced-button')}</button>
      </form>
    </section>
  );
}
