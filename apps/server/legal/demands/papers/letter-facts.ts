import { instrumentRule } from '@commonkey/program';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { DEMAND_LETTERS, type DemandLetter } from '../../../store/tables/demand-papers.ts';
import { PRODUCED } from '../../../store/tables/demands.ts';
import { isServed } from '../is-served.ts';
import { differs, foundByTwo } from '../search.ts';
import type { DemandView, ItemView } from '../view.ts';

/** On what an objection can rest; counsel's own words come on top. */
export const GROUNDS = [
  'not-self-executing',
  'jurisdiction',
  'service',
  'overbroad',
  'indefinite',
  'relevance',
  'burden',
  'privilege',
  'state-law',
  'rights-of-others',
] as const;
export type Ground = (typeof GROUNDS)[number];

const LONGEST_WORDS = 20_000;
/** What two law officers put into a letter themselves; the rest of it comes from the register and the city's rules. */
export const letterWish = z.strictObject({
  letter: z.enum(DEMAND_LETTERS),
  /** The address, in lines. */
  to: z.string().max(2_000),
  grounds: z.array(z.enum(GROUNDS)),
  own: z.string().max(LONGEST_WORDS),
  /** Names and titles of those who answer for it. */
  responsible: z.string().max(2_000),
  /** By place of the item: what it asks for in the language of scopes, as counsel reads its words. */
  scopes: z.record(z.string().regex(/^\d{1,2}$/), z.string().max(60_000)),
});
export type LetterWish = z.infer<typeof letterWish>;

/** What a letter still lacks, by name. */
export type LetterFact =
  | 'recipient'
  | 'responsible'
  | 'call-back'
  | 'service'
  | 'items'
  | 'outcome'
  | 'objected'
  | 'grounds'
  | 'basis'
  | 'search'
  | 'found'
  | 'produced'
  | 'scope';

/** The items that a letter speaks of: all of them, or those that are objected to. */
export const itemsOf = (view: DemandView, letter: DemandLetter): readonly ItemView[] =>
  letter === 'response' ? view.items : view.items.filter(({ decided }) => decided?.outcome === 'objected');

export type LetterItems = {
  /** Whether any of what an item asks for is kept by this service. */
  asksHere: (item: ItemView) => boolean;
  /** Items decided to be handed over, of which nothing went out. */
  notOut: ReadonlySet<string>;
};

const isProduced = ({ decided }: ItemView): boolean => PRODUCED.some((one) => one === decided?.outcome);

/** A letter goes out once there is none of these. An issuer that nobody has called back may be nobody. */
export function missingFacts(
  { program }: Pick<Context, 'program'>,
  view: DemandView,
  { letter, to, grounds, own, responsible, scopes }: LetterWish,
  { asksHere, notOut }: LetterItems,
): LetterFact[] {
  const items = itemsOf(view, letter);
  const open = items.some(({ decided, proposed }) => proposed || !decided || decided.outcome === 'pending');
  const law = instrumentRule(program.program, view.row.instrument)?.basis;
  const needed: [LetterFact, boolean][] = [
    ['recipient', to.trim() === ''],
    ['responsible', responsible.trim() === ''],
    ['call-back', view.checks.get('call-back')?.found !== 'yes'],
    ['service', view.days.service === null && isServed(view.row.instrument)],
    ['items', view.items.length === 0],
    ['outcome', open],
    ['objected', letter === 'objections' && items.length === 0],
    ['grounds', letter === 'objections' && grounds.length === 0],
    ['basis', law === undefined && own.trim() === ''],
    ['search', items.some(({ search }) => search !== null && differs(search))],
    ['found', items.some((item) => isProduced(item) && foundByTwo(item.searched) === 'none')],
    ['produced', items.some(({ id }) => notOut.has(id))],
    ['scope', items.some((item) => asksHere(item) && (scopes[item.place] ?? '').trim() === '')],
  ];
  return needed.flatMap(([fact, missing]) => (missing ? [fact] : []));
}
