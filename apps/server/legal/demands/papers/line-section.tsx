import type { Visit } from '../../../staff/service.ts';
import { Act } from '../act-form.tsx';
import type { IntakeForm } from '../bodies.ts';
import type { DemandView } from '../view.ts';
import { DestinationFields } from './destination-fields.tsx';

type Props = Visit & {
  demand: DemandView;
  items: DemandView['items'];
  waits: boolean;
  filled?: IntakeForm;
  line?: string;
};

/** The way for what two officers open under an order: counsel's line leads it into a bundle of an item. */
export function LineSection({ context, request, demand, filled = {}, line, items, waits }: Props) {
  const { say } = request;
  return (
    <section aria-labelledby="by-order">
      <h2 id="by-order">{say('legal.produced-by-order')}</h2>
      <p>{say('legal.produced-by-order-lead')}</p>
      {line && (
        <div class="notice notice-leaf" role="status">
          <p>{say('legal.produced-line-hand')}</p>
          <p class="once">
            <code data-line>{line}</code>
          </p>
        </div>
      )}
      <Act {...{ request }} demand={demand.row.id} step="produced/line" button={say('legal.produced-line')}>
        <DestinationFields {...{ context, request, demand, filled, items, waits }} form="line" />
      </Act>
    </section>
  );
}
