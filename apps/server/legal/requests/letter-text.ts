import type { Demand } from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { Block, LetterText } from '../../paper/letter.ts';
import type { Findings, Letter } from '../../store/tables/requests.ts';
import { notKeptHere, recordsOf } from './covers.ts';
import { type AskedDays, askedDays } from './days.ts';
import type { LetterWords } from './letters.ts';
import type { RecordRequest } from './request.ts';
import { requestRules } from './rules.ts';
import { clauseKey, type ScopeToday } from './scope.ts';

export type LetterFacts = {
  request: RecordRequest;
  letter: Letter;
  /** The day on which it goes out. */
  on: PlainDate;
  words: Partial<LetterWords> & { contact: string };
  /** What a letter that says what is there rests on. */
  scope?: ScopeToday | null;
};

type Ways = { say: Speak; language: string; program: Pick<Program, 'city' | 'requests'> };

/** A letter's words, in order: for paper and for a screen alike. */
export function letterText(facts: LetterFacts, ways: Ways): LetterText {
  const { request, letter, on, words } = facts;
  const { say, language, program } = ways;
  const day = (of: PlainDate) => wordDay(language, of);
  return {
    title: say(`requests.letter-${letter}`),
    from: say('requests.letter-from', { city: program.city.name }),
    reference: say('requests.letter-reference', { number: request.number, day: day(request.received_on) }),
    day: day(on),
    to: words.contact.split(/\r?\n/).filter((line) => line.trim() !== ''),
    blocks: BODIES[letter](facts, ways),
  };
}

const p = (text: string): Block => ({ kind: 'paragraph', text });
const h = (text: string): Block => ({ kind: 'heading', text });
const li = (text: string): Block => ({ kind: 'item', text });
/** What an officer typed: it keeps its lines. */
const own = (text: string): Block => ({ kind: 'own', text: text.trim() });

type Body = (facts: LetterFacts, ways: Ways) => Block[];

const BODIES: Readonly<Record<Letter, Body>> = {
  extension: ({ request }, { say, language, program }) => {
    const { extension } = requestRules(program);
    const step = request.steps.find((one) => one.step === 'extended');
    const reason = extension?.reasons.find(({ id }) => id === step?.reason)?.says ?? '';
    return [
      p(say('requests.letter-extension-why', { reason, citation: extension?.citation ?? '' })),
      ...quoted(language, { say, program }),
      p(say('requests.letter-extension-day', { day: wordDay(language, request.due) })),
    ];
  },
  'no-records': (facts, ways) => [
    p(ways.say('requests.letter-none')),
    ...evidence(facts, ways),
    ...responsible(facts, ways),
    ...review(ways),
  ],
  undetermined: (facts, ways) => [
    p(ways.say('requests.letter-cannot')),
    ...evidence(facts, ways),
    ...responsible(facts, ways),
    ...review(ways),
  ],
  denied: (facts, ways) => [
    p(ways.say('requests.letter-denied-lead', { statute: requestRules(ways.program).statute })),
    ...reasons(facts, ways),
    ...responsible(facts, ways),
    ...review(ways),
  ],
  granted: (facts, ways) => [p(ways.say('requests.letter-granted-lead')), ...handed(facts, ways)],
  'granted-in-part': (facts, ways) => [
    p(ways.say('requests.letter-part-lead')),
    ...handed(facts, ways),
    ...redactions(facts, ways),
    ...reasons(facts, ways),
    ...responsible(facts, ways),
    ...review(ways),
  ],
};

/**
 * People, as a letter may count them: nobody; fewer than eleven; else in tens. A letter goes to anybody who asks, and two letters of
 * different days would otherwise tell of one person.
 */
const inTens = (people: number, { say, language }: Ways): string => {
  if (people === 0) return '0';
  if (people < LEAST_SAID) return say('requests.few', { least: LEAST_SAID });
  return say('requests.about', {
    people: new Intl.NumberFormat(language).format(Math.round(people / 10) * 10),
  });
};
const LEAST_SAID = 11;

/** What can be told of each clause, and what cannot: the same sentences whichever letter they stand in. */
function evidence({ request, scope }: LetterFacts, ways: Ways): Block[] {
  const { say, language } = ways;
  if (!scope) return [];
  const { findings, digest, asked } = scope;
  const count = (people: number) => inTens(people, ways);
  const days = askedDays(request);
  return [
    h(say('requests.letter-evidence')),
    p(say('requests.letter-looked', { day: wordDay(language, findings.on), version: findings.version })),
    ...(days ? [p(askedWords(days, ways))] : []),
    ...findings.items.flatMap((item, place) => [
      p(say('requests.letter-item', { n: place + 1, known: count(item.known) })),
      ...lookedFor(asked.items[place], ways),
      ...item.clauses.map((clause) => {
        const { field, reading, unknown } = clause;
        const parts = {
          field: say(`requests.field-${field}`),
          unknown: count(unknown),
          reading: count(reading),
        };
        const key = clauseKey(item, clause);
        if (key !== 'open') return li(say(`requests.letter-clause-${key}`, parts));
        if (reading === 0) return li(say('requests.letter-clause-unknown', parts));
        return li(
          say(unknown === 0 ? 'requests.letter-clause-reading' : 'requests.letter-clause-both', parts),
        );
      }),
      ...(item.undescribed > 0 ? [li(say('requests.letter-undescribed', { count: item.undescribed }))] : []),
      ...there(item.meant, ways),
    ]),
    ...notKeptHere(request.classes).map((one) =>
      p(say('requests.letter-not-kept', { class: say(`requests.class-${one}`) })),
    ),
    p(say('requests.letter-digest', { digest })),
  ];
}

/** The days that the city understood the request to ask about: whoever asked can say that it is otherwise. */
function askedWords({ from, until }: AskedDays, { say, language }: Pick<Ways, 'say' | 'language'>): string {
  if (from === null && until === null) return say('requests.asked-all-days');
  const day = (of: PlainDate | null) => (of ? wordDay(language, of) : say('requests.letter-day-open'));
  return say('requests.asked-days', { from: day(from), until: day(until) });
}

/** Which kinds of records a part was looked for in, and of which days: a letter says no more than that. */
function lookedFor(item: Demand['items'][number] | undefined, { say, language }: Ways): Block[] {
  if (!item) return [];
  const kinds = recordsOf(item).map((one) => say(`requests.record-${one}`));
  const spans = item.subjects.flatMap((clause) => ('is' in clause ? [] : [clause]));
  const day = (of: PlainDate | undefined) => (of ? wordDay(language, of) : say('requests.letter-day-open'));
  const days = spans.map(({ from, until }) =>
    say('requests.letter-days', { from: day(from), until: day(until) }),
  );
  return [
    li(say('requests.letter-kinds', { kinds: kinds.join('; ') })),
    ...(days.length > 0 ? days : [say('requests.letter-days-all')]).map(li),
  ];
}

/** Of whom something asked for is held, under the heading that is true of them. */
function there(meant: Findings['items'][number]['meant'], ways: Ways): Block[] {
  const { say } = ways;
  const some = (['yes', 'reading', 'unknown'] as const).filter((one) => meant[one] > 0);
  if (some.length === 0) return [p(say('requests.letter-nothing-there'))];
  return [
    p(say('requests.letter-there')),
    ...some.map((one) => li(say(`requests.letter-there-${one}`, { people: inTens(meant[one], ways) }))),
  ];
}

function reasons({ request, words }: LetterFacts, { say, language, program }: Ways): Block[] {
  const { exemptions } = requestRules(program);
  const picked = request.steps.filter(({ step }) => step === 'exempted');
  const by = Map.groupBy(picked, ({ exemption }) => exemption);
  return [
    h(say('requests.letter-reasons')),
    ...exemptions.flatMap(({ id, citation, says }) => {
      const classes = new Set((by.get(id) ?? []).flatMap((step) => step.class ?? []));
      if (classes.size === 0) return [];
      const of = [...classes].map((one) => say(`requests.class-${one}`)).join('; ');
      return [li(say('requests.letter-reason', { citation, says, classes: of }))];
    }),
    ...quoted(language, { say, program }),
    own(words.basis ?? ''),
  ];
}

/** A city's rules name exemptions and reasons in its first language alone; no letter puts words of ours in their place. */
function quoted(language: string, { say, program }: Pick<Ways, 'say' | 'program'>): Block[] {
  const [first = language] = program.city.languages;
  if (first === language) return [];
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(first) ?? first;
  return [p(say('requests.letter-quoted', { language: name }))];
}

function redactions({ request }: LetterFacts, { say, program }: Ways): Block[] {
  const citation = (id: string | null) =>
    requestRules(program).exemptions.find((one) => one.id === id)?.citation ?? '';
  return [
    h(say('requests.letter-redactions')),
    ...request.steps
      .filter(({ step }) => step === 'redacted')
      .map((step) =>
        li(
          say('requests.letter-redaction', {
            class: say(`requests.class-${step.class}`),
            places: step.places ?? 0,
            citation: citation(step.exemption),
          }),
        ),
      ),
  ];
}

const handed = ({ words }: LetterFacts, { say }: Ways): Block[] => [
  h(say('requests.letter-handed')),
  own(words.handed ?? ''),
];

const responsible = ({ words }: LetterFacts, { say }: Ways): Block[] => [
  h(say('requests.letter-responsible')),
  { kind: 'names', text: (words.responsible ?? '').trim() },
];

function review({ say, program }: Ways): Block[] {
  const { body, at, withinDays, court, citation } = requestRules(program).review;
  return [
    h(say('requests.letter-review')),
    p(say('requests.letter-review-body', { body, at, days: withinDays, citation })),
    ...(court ? [p(say('requests.letter-review-court', { court }))] : []),
  ];
}
