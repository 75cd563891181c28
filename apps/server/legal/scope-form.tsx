import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { HOLD_CHANNELS, type StoredScope } from '../holds/scope.ts';
import { Hints } from '../ui/form.tsx';
import { takesReviewBox } from './second-key.ts';
import { seriesGroups, seriesName } from './series.ts';
import type { FormFaults } from './wish.ts';
import { daysWords } from './words-of.ts';

export type Filled = Readonly<Record<string, string | undefined>>;
type Props = {
  context: Context;
  request: FastifyRequest;
  faults: FormFaults;
  filled: Filled;
  /** Nothing outside it is offered. */
  within?: StoredScope;
};

/** What a hold takes: two questions, each answered by "all" or by naming. Nothing is chosen beforehand. */
export function ScopeForm(props: Props) {
  return (
    <>
      <SeriesQuestion {...props} />
      <DaysQuestion {...props} />
      <ChannelQuestion {...props} />
    </>
  );
}

function SeriesQuestion({ context, request, faults, filled, within }: Props) {
  const { say } = request;
  const groups = seriesGroups(context.program.program)
    .map(({ group, ids }) => ({
      group,
      ids: ids.filter((id) => !within?.series || within.series.includes(id)),
    }))
    .filter(({ ids }) => ids.length > 0);
  return (
    <fieldset
      class={faults.which ? 'field field-wrong' : 'field'}
      aria-describedby={describedBy('which', faults)}
    >
      <legend>{say('legal.which')}</legend>
      <Fault {...{ request, faults }} name="which" />
      <Choice
        {...{ filled }}
        name="which"
        value="all"
        label={say(within?.series ? 'legal.which-whole' : 'legal.which-all')}
      />
      <Choice {...{ filled }} name="which" value="some" label={say('legal.which-some')} />
      <div class="series-groups">
        {groups.map(({ group, ids }) => (
          <fieldset key={group}>
            <legend class="hint">{say(`legal.group-${group}`)}</legend>
            <div class="checks">
              {ids.map((id) => (
                <label key={id} class="check">
                  <input type="checkbox" name={`series-${id}`} checked={filled[`series-${id}`] === 'on'} />
                  {seriesName(context, request, id)}
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      {takesReviewBox(context.program.program, { series: groups.flatMap(({ ids }) => ids) }) && (
        <p class="hint">{say('legal.second-key')}</p>
      )}
    </fieldset>
  );
}

/** Both, unless somebody says otherwise: what cannot be shown to have come by the other way is taken in any case. */
function ChannelQuestion({ request, filled, within }: Props) {
  const { say } = request;
  const chosen = { channel: 'all', ...filled };
  const placed = within?.channel ?? null;
  return (
    <fieldset class="field">
      <legend>{say('legal.channel')}</legend>
      <p class="hint">{say('legal.channel-hint')}</p>
      <Choice filled={chosen} name="channel" value="all" label={say(`legal.channel-${placed ?? 'all'}`)} />
      {HOLD_CHANNELS.filter(() => placed === null).map((value) => (
        <Choice
          key={value}
          filled={chosen}
          name="channel"
          value={value}
          label={say(`legal.channel-${value}`)}
        />
      ))}
    </fieldset>
  );
}

function DaysQuestion({ request, faults, filled, within }: Props) {
  const { say } = request;
  const bounded = within && (within.from !== null || within.until !== null);
  return (
    <fieldset
      class={faults.when ? 'field field-wrong' : 'field'}
      aria-describedby={describedBy('when', faults)}
    >
      <legend>{say('legal.when')}</legend>
      <p class="hint">{say('legal.when-hint')}</p>
      <Fault {...{ request, faults }} name="when" />
      <Choice
        {...{ filled }}
        name="when"
        value="all"
        label={bounded ? daysWords(request, within) : say('legal.when-all')}
      />
      <Choice {...{ filled }} name="when" value="some" label={say('legal.when-some')} />
      <div class="day-span">
        {(['from', 'until'] as const).map((name) => (
          <div key={name} class={faults[name] ? 'field field-wrong' : 'field'}>
            <label for={name}>{say(`legal.${name}`)}</label>
            <Fault {...{ request, faults, name }} />
            <input
              type="date"
              id={name}
              name={name}
              value={filled[name]}
              aria-describedby={describedBy(name, faults)}
              aria-invalid={faults[name] ? 'true' : undefined}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** @param props.id the first of a group bears the group's name: there a summary of faults leads */
export function Choice(props: { name: string; value: string; label: string; filled: Filled; id?: string }) {
  const { name, value, label, filled, id = value === 'all' ? name : `${name}-${value}` } = props;
  return (
    <label class="check">
      <input type="radio" name={name} value={value} id={id} checked={filled[name] === value} />
      {label}
    </label>
  );
}

const describedBy = (name: string, faults: FormFaults): string | undefined =>
  faults[name] ? `${name}-error` : undefined;

function Fault({ request, faults, name }: { request: FastifyRequest; faults: FormFaults; name: string }) {
  const code = faults[name];
  return <Hints name={name} error={code && request.say(`legal.wrong-${code}`)} />;
}
