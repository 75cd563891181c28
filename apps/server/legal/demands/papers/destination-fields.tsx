import type { Context } from '../../../context.ts';
import { MEDIA } from '../../../store/tables/demand-papers.ts';
import { NOT_LISTED } from '../../../store/tables/demands.ts';
import { type Of, SelectField } from '../fields.tsx';
import { optionsOf } from '../names.ts';
import type { DemandView } from '../view.ts';

type Props = Pick<Of, 'request' | 'filled'> & {
  context: Pick<Context, 'program'>;
  demand: DemandView;
  items: DemandView['items'];
  /** Whether a bundle waits already. */
  waits: boolean;
  /** Which of the page's forms it stands in. */
  form: string;
};

/** For which item a bundle is, to whom it goes, and how. */
export function DestinationFields({ context, request, filled, demand, items, waits, form }: Props) {
  const { say } = request;
  const issuers = [...(context.program.program.legal?.issuers ?? []), NOT_LISTED];
  const of = (name: string) => ({ request, faults: {}, filled, name, id: `${name}-${form}` });
  return (
    <>
      <SelectField
        {...of('item')}
        label={say('legal.produced-item')}
        options={items.map(({ id, place }) => [id, say('legal.intake-item', { n: place })] as const)}
      />
      {waits && (
        <label class="check">
          <input type="checkbox" name="another" checked={filled.another === 'on'} />
          {say('legal.produced-another')}
        </label>
      )}
      <SelectField
        {...of('recipient')}
        label={say('legal.produced-recipient')}
        options={optionsOf(request, issuers, 'issuer')}
        hint={say('legal.produced-recipient-hint', { issuer: say(`legal.issuer-${demand.row.issuer}`) })}
      />
      <label class="check">
        <input type="checkbox" name="elsewhere" checked={filled.elsewhere === 'on'} />
        {say('legal.produced-elsewhere')}
      </label>
      <SelectField
        {...of('medium')}
        label={say('legal.produced-medium')}
        options={optionsOf(request, MEDIA, 'medium')}
      />
    </>
  );
}
