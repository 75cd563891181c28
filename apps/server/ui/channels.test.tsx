import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays, type PortalChannel, type Program } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { speaker, wordDay } from '@commonkey/words';
import { renderToString } from 'preact-render-to-string';
import { type ChannelProps, ChannelTable, CostAndTime, ProgramNotices } from './channels.tsx';
import { KeptTable, keptUntil } from './kept.tsx';
import { Ways } from './ways.tsx';
import { words } from './words.ts';

const TODAY = '2026-11-22';
const online = shippedProgram('model-city-online');
const offline = shippedProgram('model-city');
const LANGUAGES = ['en', 'es'] as const;

/** The online city with some figures of its channel changed, in the series too. */
function changed(figures: Partial<PortalChannel>, days: Record<string, number> = {}): Program {
  const portal = { ...(online.channels.portal ?? assert.fail()), ...figures };
  const series = online.series.map((one) => ({
    ...one,
    ...(one.atMost && days[one.id] !== undefined
      ? { atMost: { ...one.atMost, period: { days: days[one.id] ?? 0 } } }
      : {}),
  }));
  return { ...online, series, channels: { ...online.channels, portal } };
}

function page(
  program: Program,
  language: 'en' | 'es' = 'en',
  staffing: Pick<ChannelProps, 'alone' | 'secondLook'> = {},
): string {
  const say = speaker(language, words[language] ?? {});
  const props = { program, say, language, today: TODAY };
  return renderToString(
    <>
      <Ways {...props} />
      <CostAndTime {...props} />
      <ChannelTable {...props} {...staffing} />
      <ProgramNotices program={program} language={language} where="portal-start" />
    </>,
  ).replaceAll(/<[^>]+>/g, ' ');
}

const day = (days: number, language = 'en') => wordDay(language, addDays(TODAY, days));

describe('UX-02: what each way keeps, in figures of the rule', () => {
  test('every latest day of somebody who sends it today, in each language', () => {
    for (const language of LANGUAGES) {
      const text = page(online, language);
      for (const days of [7, 45, 75, 135])
        assert.ok(text.includes(day(days, language)), `${language} ${days}`);
      for (const id of ['portal-kept', 'portal-compelled', 'portal-in-person'])
        assert.ok(text.includes(online.words[language]?.[`notice.${id}`] ?? '?'), id);
    }
  });

  const rows: [string, Program, string[], string[]][] = [
    ['the appeal', changed({ appealDays: 12 }), ['gone after 12 days'], ['gone after 30 days']],
    [
      'the second look',
      changed({ secondLook: { percent: 3, days: 5 } }),
      ['For 3 in 100', 'gone 5 days later'],
      ['7 days later'],
    ],
    [
      'no second look',
      changed({ secondLook: { percent: 0, days: 0 } }),
      ['If we say yes: gone the same day.'],
      ['in 100'],
    ],
    ['the outcome', changed({ outcomeDays: 17 }), ['nobody decides: 17 days more'], ['30 days more']],
    ['the pick-up', changed({ pickUpDays: 21 }), ['21 days after we say yes'], ['90 days']],
    ['the decision', changed({ decideDays: 9 }), [`an answer before ${day(9)}`], [day(45)]],
    ['a bound', changed({}, { 'portal-papers': 40 }), [`Gone on ${day(40)}`, `until ${day(40)}`], [day(75)]],
  ];
  for (const [what, program, says, not] of rows) {
    test(`a change of ${what} changes the page`, () => {
      const text = page(program);
      for (const part of says) assert.ok(text.includes(part), `${part} not in ${text}`);
      for (const part of not) assert.ok(!text.includes(part), part);
      for (const part of not) assert.ok(page(online).includes(part), `${part} stood there before`);
    });
  }

  test('a disposal certificate that the law wants, and a city hall of one, are said', () => {
    const series = online.series.map((one) =>
      one.id === 'portal-papers'
        ? { ...one, certificate: { daysBefore: 30, authority: 'Records Board' } }
        : one,
    );
    assert.ok(page({ ...online, series }).includes('Records Board'));
    assert.ok(!page(online).includes('wait for a paper'));
    assert.ok(page(online).includes('it takes two people'));
    const one = page(online, 'en', { alone: true, secondLook: 0 });
    assert.ok(one.includes('One person works here. They can open what you send until it is decided.'));
    assert.ok(!one.includes('until it is gone'));
    assert.ok(one.includes('If a second person works here by then, they look first at 10 in 100'));
    for (const two of ['One reviewer can open', 'For 10 in 100']) {
      assert.ok(!one.includes(two), two);
      assert.ok(page(online).includes(two), two);
    }
  });
});

test('in person always; online only from its first day to its last, and never where the program has it off', () => {
  const doors = (program: Program) => {
    const say = speaker('en', words.en ?? {});
    const html = renderToString(<Ways {...{ program, say }} language="en" today={TODAY} />);
    return [...html.matchAll(/href="([^"?]+)/g)].map(([, href]) => href);
  };
  assert.deepEqual(doors(online), ['/papers', '/events', '/apply']);
  for (const shut of [
    offline,
    changed({ on: false }),
    changed({ until: '2026-11-21' }),
    changed({ since: '2026-11-23' }),
  ])
    assert.deepEqual(doors(shut), ['/papers', '/events']);
  for (const program of [online, offline])
    assert.ok(page(program).includes('We keep nothing of your papers'));
  assert.ok(!page(offline).includes('What each way keeps'));
});

test('what is kept of a card follows the series, whatever channels there are', () => {
  const say = speaker('en', words.en ?? {});
  for (const program of [online, offline]) {
    assert.match(keptUntil(program, say) ?? '', /1 month .* 10 years/);
    assert.ok(renderToString(<KeptTable say={say} labelledBy="x" />).includes('The card’s number'));
  }
  const longer = online.series.map((one) =>
    one.id === 'card-register' ? { ...one, period: { months: 3 } } : one,
  );
  assert.match(keptUntil({ series: longer }, say) ?? '', /3 months/);
});
