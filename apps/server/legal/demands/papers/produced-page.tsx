import { wordDay } from '@commonkey/words';
import { CSRF_FIELD } from '../../../http/csrf.ts';
import type { ProductionRow } from '../../../register/service.ts';
import type { Session, Visit } from '../../../staff/service.ts';
import { PRODUCED } from '../../../store/tables/demands.ts';
import { ErrorSummary } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { MEBIBYTE } from '../../../uploads/limits.ts';
import { LegalFrame } from '../../frame.tsx';
import { Act } from '../act-form.tsx';
import type { IntakeForm } from '../bodies.ts';
import { LineField } from '../fields.tsx';
import { whyNotGenuine } from '../genuine.ts';
import { demandPath } from '../paths.ts';
import type { DemandView } from '../view.ts';
import { LARGEST_BUNDLE } from './bundle.ts';
import { DestinationFields } from './destination-fields.tsx';
import { LineSection } from './line-section.tsx';

export type Produced = ProductionRow & { place: number };
export type ProducedProps = Visit & {
  session: Session;
  demand: DemandView;
  produced: readonly Produced[];
  filled?: IntakeForm;
  wrong?: string;
  /** Which of the two forms it was. */
  wrongIn?: 'seal' | 'line';
  /** Said this once, to whoever sealed the bundle. */
  made?: { id: string; passphrase: string | null };
  /** For the officers who open a record under an order. */
  line?: string;
  done: 'sealed' | 'agreed' | null;
};

const SIZE = { megabytes: LARGEST_BUNDLE / MEBIBYTE };

export const COUNTS = ['pages', 'records', 'people'] as const;

/** What was produced under compulsion: sealed and counted by one, opened and counted again by another. */
export function ProducedPage(props: ProducedProps) {
  const { request, demand, produced, wrong, wrongIn = 'seal', done } = props;
  const { say, language } = request;
  const { row, closedOn } = demand;
  const doubt = demand.compelling ? whyNotGenuine(row.instrument, demand.checks) : null;
  const items = demand.items.filter(({ decided }) => PRODUCED.some((one) => one === decided?.outcome));
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
      {wrong && <ErrorSummary say={say} errors={{ [`item-${wrongIn}`]: say(`fault.${wrong}`, SIZE) }} />}
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
          <One key={one.id} {...props} one={one} />
        ))}
      </ul>
      {produced.some(({ decided_on }) => decided_on !== null) && (
        <Act {...{ request }} demand={row.id} step="produced/log" button={say('legal.produced-log')} />
      )}
      {closedOn === null && demand.compelling && doubt === null && items.length > 0 && (
        <>
          <Seal {...props} items={items} />
          <LineSection {...props} items={items} />
        </>
      )}
      {closedOn === null && demand.compelling && items.length === 0 && (
        <p>{say('legal.produced-undecided')}</p>
      )}
    </LegalFrame>
  );
}

function One({ request, session, demand, made, one }: ProducedProps & { one: Produced }) {
  const { say, language } = request;
  const own = one.proposed_by === session.staffId;
  const waits = one.decided_on === null;
  const name = say('legal.intake-item', { n: one.place });
  const digest = Buffer.from(one.digest).toString('hex');
  const facts: [string, string][] = [
    ['recipient', say(`legal.issuer-${one.recipient}`)],
    ['medium', say(`legal.medium-${one.medium}`)],
    ['lock', say(`legal.lock-${one.locked_to}`)],
    // Whoever is to count it themselves is not told what the first counted.
    ...(waits && !own
      ? []
      : COUNTS.map((count): [string, string] => [count, new Intl.NumberFormat(language).format(one[count])])),
    ['digest', digest],
  ];
  return (
    <li>
      <p class="hold-state state">
        {say(waits ? 'legal.produced-waits' : 'legal.produced-went', {
          day: wordDay(language, one.decided_on ?? one.proposed_on),
        })}
      </p>
      <h2 class="hold-name">{name}</h2>
      <dl class="hold-facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{say(`legal.produced-${term}`)}</dt>
            <dd class={term === 'digest' ? 'digest' : undefined}>{text}</dd>
          </div>
        ))}
      </dl>
      {made?.id === one.id && made.passphrase !== null && (
        <Passphrase {...{ request, digest }} passphrase={made.passphrase} />
      )}
      {one.by_order && <p class="quiet-text">{say('legal.produced-opened')}</p>}
      {one.recipient !== demand.row.issuer && (
        <p class="notice notice-amber" role="note">
          {say('legal.produced-elsewhere-note', {
            recipient: say(`legal.issuer-${one.recipient}`),
            issuer: say(`legal.issuer-${demand.row.issuer}`),
          })}
        </p>
      )}
      {waits && own && <p class="quiet-text">{say('legal.produced-mine')}</p>}
      {!(waits && own) && (
        <Act
          {...{ request }}
          demand={demand.row.id}
          step="produced/take"
          hidden={{ production: one.id }}
          button={say('legal.produced-take')}
          label={say('legal.for-item', { said: say('legal.produced-take'), n: one.place })}
        />
      )}
      {waits && !own && demand.closedOn === null && (
        <>
          <p>{say('legal.produced-second-lead')}</p>
          <Act
            {...{ request }}
            demand={demand.row.id}
            step="produced/agree"
            hidden={{ production: one.id }}
            button={say('legal.produced-second')}
            label={say('legal.for-item', { said: say('legal.produced-second'), n: one.place })}
            grave
          >
            <Counts request={request} id={one.id} filled={{}} />
          </Act>
        </>
      )}
    </li>
  );
}

/** At its own bundle: another one of the same item may lie above it, which it does not open. */
function Passphrase({
  request: { say },
  digest,
  passphrase,
}: Pick<ProducedProps, 'request'> & { digest: string; passphrase: string }) {
  return (
    <div class="notice notice-amber" role="note">
      <h3>{say('legal.produced-passphrase')}</h3>
      <p>
        <code class="passphrase">{passphrase}</code>
      </p>
      <p>{say('legal.produced-passphrase-opens', { digest: digest.slice(0, 16) })}</p>
      <p>{say('legal.produced-passphrase-way')}</p>
    </div>
  );
}

function Counts({
  request,
  id,
  filled,
}: Pick<ProducedProps, 'request'> & { id: string; filled: IntakeForm }) {
  const of = { request, faults: {}, filled };
  return (
    <div class="day-span counts">
      {COUNTS.map((count) => (
        <LineField
          key={count}
          {...of}
          name={count}
          id={`${count}-${id}`}
          label={request.say(`legal.produced-${count}`)}
        />
      ))}
    </div>
  );
}

function Seal({
  context,
  request,
  demand,
  filled = {},
  items,
}: ProducedProps & { items: DemandView['items'] }) {
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
        <DestinationFields {...{ context, request, demand, filled, items }} form="seal" />
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
