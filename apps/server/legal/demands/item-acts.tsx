import { FOUND_BANDS, OUTCOMES } from '../../store/tables/demands.ts';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { EXPOSURE_PATH } from '../exposure/page.tsx';
import { Act } from './act-form.tsx';
import { outcomesFor } from './decide.ts';
import { LineField, SelectField } from './fields.tsx';
import { optionsOf } from './names.ts';
import { cameBack, type DemandProps, fieldsOf, wrongPress } from './props.ts';
import { asksAs, scopeFile } from './scope-file.ts';
import type { ItemView } from './view.ts';

type Props = DemandProps & { item: ItemView };

/** What can be done about one item now, by this person: say what exists, confirm it, propose an outcome, decide it. */
export function ItemActs(props: Props) {
  const { demand, session } = props;
  if (demand.closedOn !== null) return null;
  return (
    <>
      {session.roles.includes('law-officer') && <WhatItGets {...props} />}
      <SearchActs {...props} />
      {session.roles.includes('law-officer') && <OutcomeActs {...props} />}
    </>
  );
}

/** The item's scope, put to the exposure page: what it would get now, and what cannot be determined. */
function WhatItGets({ request, demand, item }: Props) {
  const { say, language, csrf } = request;
  const scope = scopeFile(demand, item);
  if (scope === null) return null;
  return (
    <Form action={withLanguage(EXPOSURE_PATH, language)} csrf={csrf}>
      <input type="hidden" name="scope" value={scope} />
      <input type="hidden" name="as" value={asksAs(item.instrument)} />
      <button
        type="submit"
        class="quiet"
        aria-label={say('legal.for-item', { said: say('legal.item-gets'), n: item.place })}
      >
        {say('legal.item-gets')}
      </button>
    </Form>
  );
}

function SearchActs(props: Props) {
  const { request, demand, item, session } = props;
  const { say } = request;
  const { search } = item;
  const waits = search !== null && search.confirmed_by === null;
  const n = item.place;
  return (
    <>
      {waits && search.declared_by === session.staffId && (
        <p class="quiet-text">{say('legal.search-mine')}</p>
      )}
      {waits && search.declared_by !== session.staffId && (
        <>
          <p>{say('legal.search-second-lead')}</p>
          <Act
            {...{ request }}
            demand={demand.row.id}
            step="search-second"
            hidden={{ search: search.id }}
            button={say('legal.search-second')}
            label={say('legal.for-item', { said: say('legal.search-second'), n })}
          >
            <SelectField
              {...fieldsOf(props, 'search-second', search.id)}
              name="found"
              id={`second-found-${n}`}
              label={say('legal.search-found')}
              options={optionsOf(request, FOUND_BANDS, 'band')}
            />
          </Act>
        </>
      )}
      <details open={cameBack(props, 'search', item.id)}>
        <summary>{say('legal.search-title')}</summary>
        <p class="hint">{say('legal.search-hint')}</p>
        <Act
          {...{ request }}
          demand={demand.row.id}
          step="search"
          hidden={{ item: item.id }}
          button={say('legal.search-button')}
          label={say('legal.for-item', { said: say('legal.search-button'), n })}
        >
          <SelectField
            {...fieldsOf(props, 'search', item.id)}
            name="found"
            id={`found-${n}`}
            label={say('legal.search-found')}
            options={optionsOf(request, FOUND_BANDS, 'band')}
          />
          <LineField
            {...fieldsOf(props, 'search', item.id)}
            name="hours"
            id={`hours-${n}`}
            label={say('legal.search-hours')}
          />
        </Act>
      </details>
    </>
  );
}

function OutcomeActs(props: Props) {
  const { context, request, demand, item, session } = props;
  const { say } = request;
  const { proposed } = item;
  const n = item.place;
  const outcomes = outcomesFor(context, item, OUTCOMES);
  return (
    <>
      {proposed && (
        <p class={proposed.proposed_by === session.staffId ? 'quiet-text' : undefined}>
          {say(
            proposed.proposed_by === session.staffId ? 'legal.outcome-mine' : 'legal.outcome-second-lead',
            { outcome: say(`legal.outcome-${proposed.outcome}`) },
          )}
        </p>
      )}
      {proposed && proposed.proposed_by !== session.staffId && (
        <Act
          {...{ request }}
          demand={demand.row.id}
          step="outcome-second"
          hidden={{ decision: proposed.id }}
          button={say('legal.outcome-second')}
          label={say('legal.for-item', { said: say('legal.outcome-second'), n })}
          wrong={wrongPress(props, 'outcome-second', { of: proposed.id, id: `outcome-second-${n}` })}
          grave
        />
      )}
      <details open={cameBack(props, 'outcome', item.id)}>
        <summary>{say('legal.outcome-title')}</summary>
        {!demand.compelling && <p class="hint">{say('legal.outcome-not-compelling')}</p>}
        <Act
          {...{ request }}
          demand={demand.row.id}
          step="outcome"
          hidden={{ item: item.id }}
          button={say('legal.outcome-button')}
          label={say('legal.for-item', { said: say('legal.outcome-button'), n })}
        >
          <SelectField
            {...fieldsOf(props, 'outcome', item.id)}
            name="outcome"
            id={`outcome-${n}`}
            label={say('legal.item-term-outcome')}
            options={optionsOf(request, outcomes, 'outcome')}
          />
        </Act>
      </details>
    </>
  );
}
