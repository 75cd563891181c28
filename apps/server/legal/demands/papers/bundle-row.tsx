import { wordDay } from '@commonkey/words';
import type { Session } from '../../../staff/service.ts';
import { Act } from '../act-form.tsx';
import type { IntakeForm } from '../bodies.ts';
import { LineField } from '../fields.tsx';
import type { DemandView } from '../view.ts';
import { BackForms } from './back-forms.tsx';
import { COUNTS } from './counted.ts';
import type { ProducedProps } from './produced-props.ts';
import type { Produced } from './productions.ts';

type Props = ProducedProps & { one: Produced };

/** What one of the law department may do about a bundle now. */
export function offered(
  one: Produced,
  { staffId }: Pick<Session, 'staffId'>,
  { closedOn }: Pick<DemandView, 'closedOn'>,
) {
  const { back, decided_on, proposed_by } = one;
  const waits = decided_on === null && !back?.decided_on;
  const own = proposed_by === staffId;
  return {
    take: !back?.decided_on && !(waits && own),
    count: waits && !own && back === null && closedOn === null,
    askBack: waits && back === null,
    agreeBack: waits && back !== null && back.proposed_by !== staffId,
  };
}

/** One bundle: what it is, whose word it waits for, and what whoever looks may do about it. */
export function BundleRow(props: Props) {
  const { request, session, demand, made, one, wrong, wrongIn, filled = {} } = props;
  const { say } = request;
  const may = offered(one, session, demand);
  const own = one.proposed_by === session.staffId;
  const waits = one.decided_on === null && !one.back?.decided_on;
  const refused = typeof wrongIn === 'object' && wrongIn.production === one.id ? wrongIn.act : null;
  return (
    <li id={`bundle-${one.id}`}>
      <p class="hold-state state">{stateOf(props)}</p>
      <h2 class="hold-name">{say('legal.intake-item', { n: one.place })}</h2>
      <Facts {...props} />
      {made?.id === one.id && made.passphrase !== null && (
        <Passphrase {...{ request }} digest={hexOf(one)} passphrase={made.passphrase} />
      )}
      {one.by_order && <p class="quiet-text">{say('legal.produced-opened')}</p>}
      {one.recipient !== demand.row.issuer && !one.back?.decided_on && (
        <p class="notice notice-amber" role="note">
          {say('legal.produced-elsewhere-note', {
            recipient: say(`legal.issuer-${one.recipient}`),
            issuer: say(`legal.issuer-${demand.row.issuer}`),
          })}
        </p>
      )}
      {one.content && <p class="quiet-text">{say(`legal.produced-content-${one.content}`)}</p>}
      {waits && own && one.back === null && <p class="quiet-text">{say('legal.produced-mine')}</p>}
      {may.take && (
        <Act
          {...{ request }}
          demand={demand.row.id}
          step="produced/take"
          hidden={{ production: one.id }}
          button={say('legal.produced-take')}
          label={say('legal.for-item', { said: say('legal.produced-take'), n: one.place })}
        />
      )}
      {may.count && (
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
            {refused === 'agree' && <p class="field-error">{say(`fault.${wrong}`)}</p>}
            <Counts request={request} id={one.id} filled={refused === 'agree' ? filled : {}} />
          </Act>
        </>
      )}
      <BackForms
        {...{ request, demand, one, may }}
        wrong={refused === 'back' ? wrong : undefined}
        filled={refused === 'back' ? filled : {}}
      />
    </li>
  );
}

function stateOf({ request: { say, language }, one }: Props): string {
  const { back, decided_on, proposed_on } = one;
  const day = (on: string) => wordDay(language, on);
  if (back?.decided_on)
    return say('legal.produced-back', { day: day(back.decided_on), sealed: day(proposed_on) });
  if (back) return say('legal.produced-back-waits', { day: day(back.proposed_on) });
  return decided_on === null
    ? say('legal.produced-waits', { day: day(proposed_on) })
    : say('legal.produced-went', { day: day(decided_on) });
}

const hexOf = ({ digest }: Produced): string => Buffer.from(digest).toString('hex');

function Facts({ request: { say, language }, session, one }: Props) {
  const number = new Intl.NumberFormat(language);
  const own = one.proposed_by === session.staffId;
  const facts: [string, string][] = [
    ...(one.back ? ([['back-reason', say(`legal.back-${one.back.reason}`)]] as [string, string][]) : []),
    ['recipient', say(`legal.issuer-${one.recipient}`)],
    ['medium', say(`legal.medium-${one.medium}`)],
    ['lock', say(`legal.lock-${one.locked_to}`)],
    // Whoever is to count it themselves is not told what the first counted; what two did not count alike is no count.
    ...(one.back?.decided_on || (one.decided_on === null && !own)
      ? []
      : COUNTS.map((count): [string, string] => [count, number.format(one[count])])),
    ['digest', hexOf(one)],
  ];
  return (
    <dl class="hold-facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{say(`legal.produced-${term}`)}</dt>
          <dd class={term === 'digest' ? 'digest' : undefined}>{text}</dd>
        </div>
      ))}
    </dl>
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

/** What somebody counted, as they typed it; a refusal does not say which of the three was another. */
export function Counts({
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
