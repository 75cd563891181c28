import type { Clause } from '@commonkey/exposure';
import { instrumentRule, type PlainDate, type Program } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { Block, LetterText } from '../../../paper/letter.ts';
import { PRODUCED } from '../../../store/tables/demands.ts';
import { foundByTwo } from '../search.ts';
import { type DemandView, type ItemView, markOf } from '../view.ts';
import type { ItemFound } from './letter-answers.ts';
import { itemsOf, type LetterWish } from './letter-facts.ts';

export type LetterParts = {
  view: DemandView;
  wish: LetterWish;
  /** By place of the item; none where nothing of it lies in this service. */
  found: ReadonlyMap<number, ItemFound>;
  /** Something is kept from being destroyed because of this demand. */
  held: boolean;
};
export type Ways = { say: Speak; language: string; program: Pick<Program, 'city' | 'legal'> };

export const p = (text: string): Block => ({ kind: 'paragraph', text });
export const h = (text: string): Block => ({ kind: 'heading', text });
export const li = (text: string): Block => ({ kind: 'item', text });
export const own = (text: string): Block => ({ kind: 'own', text: text.trim() });
export const fact = (label: string, text: string): Block => ({ kind: 'fact', label, text });

/** What a letter says, all but the day on which it goes out. */
export type LetterBody = Omit<LetterText, 'day'>;

/** A letter from what the register, the city's rules and two law officers say. */
export function letterBody(parts: LetterParts, ways: Ways): LetterBody {
  const { view, wish } = parts;
  const { say, language, program } = ways;
  const { row } = view;
  const { letter, grounds, responsible } = wish;
  return {
    title: say(`legal.letter-title-${letter}`),
    from: say('legal.letter-from', { city: program.city.name }),
    reference: say('legal.letter-reference', {
      mark: markOf(row),
      day: wordDay(language, row.received_on),
    }),
    to: wish.to.split(/\r?\n/).filter((line) => line.trim() !== ''),
    blocks: [
      p(say(`legal.letter-lead-${letter}`)),
      h(say('legal.letter-paper')),
      ...paper(view, ways),
      ...itemsOf(view, letter).flatMap((item) => itemBlocks(item, parts, ways)),
      ...(letter === 'objections'
        ? [h(say('legal.letter-grounds')), ...grounds.map((one) => li(say(`legal.ground-${one}-says`)))]
        : []),
      h(say('legal.letter-basis')),
      ...basis(parts, ways),
      ...(parts.held ? [h(say('legal.letter-held-title')), p(say('legal.letter-held'))] : []),
      p(say('legal.letter-reserved')),
      h(say('legal.letter-responsible')),
      { kind: 'names', text: responsible.trim() },
    ],
  };
}

const TOLD = ['issued', 'service', 'return'] as const;

/** The paper by what the register has of it. Of a day that nobody wrote down nothing is said: whether the paper bears one is not known. */
function paper({ row, days }: DemandView, { say, language }: Ways): Block[] {
  return [
    fact(say('legal.intake-type'), say(`legal.instrument-${row.instrument}`)),
    fact(say('legal.intake-issuer'), say(`legal.issuer-${row.issuer}`)),
    ...TOLD.flatMap((which) => {
      const on = days[which];
      return on === null ? [] : [fact(say(`legal.day-${which}`), wordDay(language, on))];
    }),
  ];
}

function itemBlocks(item: ItemView, { found, wish }: LetterParts, ways: Ways): Block[] {
  const { say } = ways;
  const { decided } = item;
  const asked = found.get(item.place);
  const open = asked?.clauses.filter(({ told }) => told !== 'told') ?? [];
  // To anybody else it would say that there is nothing.
  const saysIdle = decided?.outcome === 'no-records';
  return [
    h(say('legal.intake-item', { n: item.place })),
    fact(say('legal.item-term-classes'), item.classes.map((one) => say(`legal.class-${one}`)).join(', ')),
    fact(say('legal.item-term-span'), spanWords(item, ways)),
    ...(decided === null
      ? []
      : [
          fact(
            say('legal.item-term-outcome'),
            say('legal.outcome-on', {
              outcome: say(`legal.outcome-${decided.outcome}`),
              day: wordDay(ways.language, decided.decided_on ?? decided.proposed_on),
            }),
          ),
        ]),
    fact(say('legal.item-term-search'), searchWords(item, wish, ways)),
    ...(open.length === 0
      ? []
      : [
          p(say('legal.letter-open')),
          ...open.map(({ clause, told, idle }) =>
            li(
              say(`legal.letter-clause-${saysIdle && idle ? 'idle' : told}`, {
                clause: clauseWords(clause, ways),
              }),
            ),
          ),
        ]),
  ];
}

export function spanWords(
  { span_from: from, span_until: until }: Pick<ItemView, 'span_from' | 'span_until'>,
  { say, language }: Pick<Ways, 'say' | 'language'>,
): string {
  if (from === null && until === null) return say('legal.span-none');
  const day = (on: PlainDate | null) => (on === null ? say('legal.span-open') : wordDay(language, on));
  return say('legal.span', { from: day(from), until: day(until) });
}

/** How much was found is said where nothing was, and where something is handed over: to anybody else it would confirm records. */
function searchWords(
  { search, decided }: ItemView,
  { grounds }: LetterWish,
  { say, language }: Ways,
): string {
  const found = foundByTwo(search);
  if (search?.confirmed_on == null || found === null) return say('legal.letter-search-none');
  const outcome = decided?.outcome;
  const said = outcome === 'no-records' || PRODUCED.some((one) => one === outcome);
  const day = wordDay(language, search.confirmed_on);
  const two = said
    ? say('legal.letter-search-found', { found: say(`legal.band-${found}`), day })
    : say('legal.letter-search-two', { day });
  return grounds.includes('burden') && search.hours !== null
    ? `${two} ${say('legal.letter-search-hours', { hours: search.hours })}`
    : two;
}

/** Properties that have a name of their own in letters; another is quoted as the scope names it. */
const NAMED = ['paper-origin', 'paper-kind', 'name', 'birth', 'address', 'language', 'face'];

export function clauseWords(clause: Clause, { say, language }: Pick<Ways, 'say' | 'language'>): string {
  if (!('is' in clause))
    return say('legal.letter-field-applied', {
      span: spanWords(
        { span_from: clause.from ?? null, span_until: clause.until ?? null },
        { say, language },
      ),
    });
  const { field, is } = clause;
  if (field === 'person') return say('legal.letter-field-person');
  const name = NAMED.includes(field) ? say(`legal.letter-field-${field}`) : field;
  return say('legal.letter-field-is', { name, is });
}

function basis({ view, wish }: LetterParts, { say, program }: Ways): Block[] {
  const law = instrumentRule(program, view.row.instrument)?.basis;
  return [
    ...(law ? [p(say('legal.letter-law', { citation: law.citation, says: law.says }))] : []),
    ...(view.compelling ? [] : [p(say('legal.letter-not-compelling'))]),
    ...(wish.own.trim() === '' ? [] : [own(wish.own)]),
  ];
}
