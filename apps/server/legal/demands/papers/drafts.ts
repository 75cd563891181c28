import { parseDemand, rangeOf, spokenAnswer, spokenClause } from '@commonkey/exposure';
import { type Speak, wordDay } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { SAID_AGAIN } from '../../../holds/receipt.ts';
import { seriesAskedFor } from '../asked-scopes.ts';
import { asksAs, scopeFile } from '../scope-file.ts';
import { foundByTwo } from '../search.ts';
import type { DemandView, ItemView } from '../view.ts';
import { ALL_THERE_IS, answerOf, type ItemFound, isNothing } from './letter-answers.ts';
import { clauseWords, spanWords } from './letter-text.ts';

export const DRAFTS = ['facts', 'none', 'register', 'notice'] as const;
export type DraftKind = (typeof DRAFTS)[number];
/** A text to begin from; null, and why, where it would not be true or not be lawful. */
export type Draft = { kind: DraftKind; text: string | null; why: string | null };

type Looked = { item: ItemView; said: readonly string[]; none: boolean; found: ItemFound | null };
type Ways = { say: Speak; language: string };

/**
 * Draft texts from what the demand would get now (output H of the exposure answer): what an objection can state, whether and on
 * what evidence it can be said that nothing exists, what the public register can say, and what those concerned can be told. Each
 * item is "yes", "no" or "cannot be determined"; nothing is promised of a later day. One log line for each item asked.
 */
export async function draftsOf(
  context: Context,
  view: DemandView,
  by: string,
  ways: Ways,
): Promise<readonly Draft[]> {
  const looked: Looked[] = [];
  for (const item of view.items) looked.push(await look(context, view, item, by, ways));
  const destroyed = await destroyedOf(context, view);
  return [
    facts(view, looked, ways),
    none(looked, { ...destroyed, ledger: await ledgerAt(context) }, ways),
    register(view, ways),
    notice(view, ways),
  ];
}

async function look(
  context: Context,
  view: DemandView,
  item: ItemView,
  by: string,
  { say, language }: Ways,
): Promise<Looked> {
  const scope = scopeFile(view, item);
  if (scope === null) return { item, said: [say('legal.draft-elsewhere')], none: false, found: null };
  const reached = await answerOf(context, item, { scope, as: asksAs(item.instrument), by });
  const all = await answerOf(context, item, { scope, as: ALL_THERE_IS, by });
  if (isNothing(all)) return { item, said: nothingSaid(all, { say, language }), none: true, found: all };
  const subjects = parseDemand(scope).demand?.items[0]?.subjects ?? [];
  const lines = reached.examined.items.flatMap(({ found }) => [
    ...spokenAnswer([found], rangeOf([found], language), say),
    ...subjects.map((clause, at) => {
      const { told } = spokenClause(clause, at, [found], say, language);
      return `${clauseWords(clause, { say, language })}: ${told.join('; ')}`;
    }),
  ]);
  return { item, said: lines, none: false, found: all };
}

/** Nothing is there, for certain. A clause that cannot be told of everybody is named so, and never as what leaves anything open. */
function nothingSaid({ examined, clauses }: ItemFound, { say, language }: Ways): string[] {
  const first = examined.items.flatMap(({ found }) =>
    spokenAnswer([found], rangeOf([found], language), say).slice(0, 1),
  );
  const idle = clauses
    .filter(({ idle }) => idle)
    .map(({ clause }) => say('legal.letter-clause-idle', { clause: clauseWords(clause, { say, language }) }));
  return [...first, ...idle];
}

/** How many records of what is asked for were destroyed under the schedule, and until which day: good faith, as counts. */
async function destroyedOf(context: Context, view: DemandView) {
  const { program } = context.program;
  const series = seriesAskedFor(program, new Set(view.items.flatMap(({ classes }) => classes)));
  if (series.length === 0) return { count: 0, last: null };
  const row = await context.store.read
    .selectFrom('disposal_receipts')
    .select((of) => [of.fn.sum<number>('count').as('count'), of.fn.max('destroyed_on').as('last')])
    .where('series', 'in', series)
    .where('authority', '<>', SAID_AGAIN)
    .executeTakeFirst();
  return { count: Number(row?.count ?? 0), last: row?.last ?? null };
}

const itemName = ({ place }: ItemView, say: Speak): string => say('legal.intake-item', { n: place });

function facts(view: DemandView, looked: readonly Looked[], { say, language }: Ways): Draft {
  const hours = view.items.flatMap(({ search }) => search?.hours ?? []).reduce((sum, one) => sum + one, 0);
  const text = [
    say('legal.draft-facts-lead'),
    ...looked.flatMap(({ item, said }) => [
      '',
      `${itemName(item, say)} (${spanWords(item, { say, language })})`,
      ...said.map((line) => `• ${line}`),
    ]),
    ...(hours > 0 ? ['', say('legal.letter-search-hours', { hours })] : []),
  ].join('\n');
  return { kind: 'facts', text, why: null };
}

/** Where the ledger stands: whoever reads the declaration can check it from there. Null before its first signing. */
async function ledgerAt({ store }: Context): Promise<{ size: number; root: string } | null> {
  const row = await store.read
    .selectFrom('ledger_checkpoints')
    .select(['tree_size', 'note'])
    .where('note', 'is not', null)
    .orderBy('tree_size', 'desc')
    .executeTakeFirst();
  // Origin, size, root (C2SP tlog-checkpoint).
  const [, , root] = row?.note?.split('\n') ?? [];
  return row && root ? { size: row.tree_size, root } : null;
}

type Evidence = { count: number; last: string | null; ledger: { size: number; root: string } | null };

function none(looked: readonly Looked[], { count, last, ledger }: Evidence, { say, language }: Ways): Draft {
  const nothing = looked.filter((one) => one.none);
  const [first] = looked.flatMap(({ found }) => (found ? [found.examined] : []));
  if (nothing.length === 0 || !first) return { kind: 'none', text: null, why: say('legal.draft-none-not') };
  const { assurance, at } = first;
  if (assurance.mismatches.length > 0)
    return { kind: 'none', text: null, why: say('legal.draft-none-differs') };
  if (!nothing.every(({ item: { search } }) => foundByTwo(search) === 'none'))
    return { kind: 'none', text: null, why: say('legal.draft-none-unsearched') };
  const others = looked.filter((one) => !one.none);
  const number = new Intl.NumberFormat(language);
  const text = [
    say('legal.draft-none-lead', {
      day: wordDay(language, at),
      items: nothing.map(({ item }) => itemName(item, say)).join(', '),
    }),
    ...(others.length === 0
      ? []
      : [
          say('legal.draft-none-others', { items: others.map(({ item }) => itemName(item, say)).join(', ') }),
        ]),
    '',
    say('legal.draft-evidence'),
    `• ${say('legal.draft-evidence-look', { version: assurance.version, tables: assurance.tables, columns: assurance.columns, manifest: assurance.manifest })}`,
    `• ${say('legal.draft-evidence-search')}`,
    `• ${
      last === null
        ? say('legal.draft-evidence-undestroyed')
        : say('legal.draft-evidence-destroyed', { count: number.format(count), day: wordDay(language, last) })
    }`,
    `• ${say('legal.draft-evidence-tests', { tests: 'T3, T5, EX-01, EX-05, EX-06' })}`,
    ...(ledger === null
      ? []
      : [`• ${say('legal.draft-evidence-ledger', { size: number.format(ledger.size), root: ledger.root })}`]),
  ].join('\n');
  return { kind: 'none', text, why: null };
}

/** Classes and days alone: what the public register shows of a demand anyway, and no promise about others. */
function register(view: DemandView, { say, language }: Ways): Draft {
  if (view.gag.gag === 'ordered') return { kind: 'register', text: null, why: say('legal.draft-silent') };
  const { row, items } = view;
  const text = [
    say('legal.draft-register-lead', {
      day: wordDay(language, row.received_on),
      issuer: say(`legal.issuer-${row.issuer}`),
      instrument: say(`legal.instrument-${row.instrument}`),
    }),
    ...items.map((item) =>
      say('legal.draft-register-item', {
        item: itemName(item, say),
        classes: item.classes.map((one) => say(`legal.class-${one}`)).join(', '),
        span: spanWords(item, { say, language }),
        outcome:
          item.decided === null ? say('legal.outcome-none') : say(`legal.outcome-${item.decided.outcome}`),
      }),
    ),
  ].join('\n');
  return { kind: 'register', text, why: null };
}

function notice(view: DemandView, { say, language }: Ways): Draft {
  if (view.gag.gag === 'ordered') return { kind: 'notice', text: null, why: say('legal.draft-silent') };
  const { row, items } = view;
  const produced = items.some(({ decided }) => decided?.outcome.startsWith('produced-'));
  const text = [
    say('legal.draft-notice-lead', { day: wordDay(language, row.received_on) }),
    say(produced ? 'legal.draft-notice-produced' : 'legal.draft-notice-not-produced'),
    ...(view.holds.length > 0 ? [say('legal.draft-notice-kept')] : []),
    say('legal.draft-notice-way'),
  ].join('\n');
  return { kind: 'notice', text, why: null };
}
