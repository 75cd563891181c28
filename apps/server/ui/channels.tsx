import { endOf, lapseOn, type PortalRules, type Program, portalRules } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { cityWords } from './city-words.ts';
import { cost } from './cost.ts';
import { DataTable } from './data-table.tsx';
import { AppealBeginsAnew, CertificateFirst } from './last-days.tsx';
import { withLanguage } from './layout.tsx';

export type ChannelProps = {
  program: Program;
  say: Speak;
  language: string;
  /** The city's day, YYYY-MM-DD: what somebody who begins now is promised. */
  today: string;
  /** Exactly one person works here: that one decides, and nobody opens anything by order. */
  alone?: boolean;
  /** Of a hundred approvals, how many somebody looks at a second time as things are; the program's figure unless told. */
  secondLook?: number;
  /** Whether somebody carries news: without, no address is asked for. */
  contact?: boolean;
};

type WithRules = ChannelProps & { rules: PortalRules };

/**
 * What each way to the card keeps, side by side and until when, in figures of the program's own rule. Nothing where the
 * program has no online channel.
 */
export function ChannelTable(props: ChannelProps) {
  const { program, say, alone = false } = props;
  const rules = portalRules(program);
  if (!rules) return null;
  return (
    <section class="channels" aria-labelledby="channels">
      <h2 id="channels">{say('start.channel-title')}</h2>
      <p>{say('start.channel-lead')}</p>
      <DataTable
        labelledBy="channels"
        heads={[say('start.channel-what'), say('start.channel-in-person'), say('start.channel-online')]}
        rows={rows({ ...props, rules })}
      />
      <AppealBeginsAnew {...{ program, say }} />
      <p>{say(alone ? 'start.channel-one-person' : 'start.channel-two-people')}</p>
      <p>{say('start.channel-hold')}</p>
      <CertificateFirst {...{ program, say }} />
    </section>
  );
}

function rows(props: WithRules) {
  const { program, say, language, today, rules, contact = true } = props;
  const city = cityWords(program, language);
  const { draftDays, secondLook, appealDays, outcomeDays, pickUpDays } = rules;
  const latest = (kind: 'papers' | 'card' | 'contact' | 'application') =>
    say('start.channel-latest', { day: wordDay(language, endOf(program, kind, { submission: today })) });
  const name = (kind: 'draft' | 'papers' | 'card' | 'contact' | 'application') =>
    city(`series.${rules.records[kind]}`);
  const none = say('start.channel-none');
  return [
    {
      key: 'papers',
      cells: [
        name('papers'),
        say('start.channel-papers-person'),
        lines(
          say(
            props.secondLook === 0 && secondLook.percent > 0
              ? 'start.channel-approved-later'
              : 'start.channel-approved',
            { percent: secondLook.percent, days: secondLook.days },
          ),
          say('start.channel-denied', { days: appealDays }),
          latest('papers'),
        ),
      ],
    },
    {
      key: 'card',
      cells: [
        name('card'),
        say('start.channel-card-person'),
        lines(say('start.channel-card', { days: pickUpDays }), latest('card')),
      ],
    },
    ...(contact
      ? [
          {
            key: 'contact',
            cells: [name('contact'), none, lines(say('start.channel-contact'), latest('contact'))],
          },
        ]
      : []),
    {
      key: 'application',
      cells: [
        name('application'),
        none,
        lines(say('start.channel-outcome', { days: outcomeDays }), latest('application')),
      ],
    },
    {
      key: 'draft',
      cells: [
        name('draft'),
        none,
        say('start.channel-draft', {
          days: draftDays,
          day: wordDay(language, endOf(program, 'draft', { receipt: today })),
        }),
      ],
    },
    {
      key: 'register',
      cells: [
        say('start.channel-register'),
        ...[say('start.channel-register-person'), say('start.channel-register-online')].map((text) => (
          <a href={`${withLanguage('/', language)}#keeps`}>{text}</a>
        )),
      ],
    },
    {
      key: 'who',
      cells: [say('start.channel-who'), say('start.channel-who-person'), compelled(props)],
    },
  ];
}

function lines(...texts: string[]): ComponentChildren {
  return (
    <ul class="lines">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** The program's own words for who could ask: the city's law department signs off on them. */
function compelled({ program, language, say }: WithRules): string {
  const notice = program.notices.find(({ id }) => id === 'portal-compelled');
  return notice ? cityWords(program, language)(`notice.${notice.id}`) : say('start.channel-who-online');
}

/** What applying online costs and how long each step takes, with the day by which somebody who sends it today has an answer. */
export function CostAndTime({ program, say, language, today }: ChannelProps) {
  const rules = portalRules(program);
  if (!rules) return null;
  const facts: [string, string][] = [
    ['cost', cost(program, say, language)],
    ['time', say('start.time-form', { days: rules.draftDays })],
    ['answer', say('start.time-answer', { day: wordDay(language, lapseOn(program, today)) })],
    ['pick-up', say('start.time-pick-up', { days: rules.pickUpDays })],
    ['other', say('start.time-other')],
  ];
  return (
    <dl class="facts">
      {facts.map(([key, text]) => (
        <div key={key}>
          <dt>{say(`start.fact-${key}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the program wants said at this place, in the city's words. */
export function ProgramNotices(
  props: Pick<ChannelProps, 'program' | 'language'> & { where: 'portal-start' | 'portal-upload' },
) {
  const { program, language, where } = props;
  const city = cityWords(program, language);
  return (
    <div class="notice program-notices">
      {program.notices
        .filter((notice) => notice.where.includes(where))
        .map(({ id }) => (
          <p key={id}>{city(`notice.${id}`)}</p>
        ))}
    </div>
  );
}
