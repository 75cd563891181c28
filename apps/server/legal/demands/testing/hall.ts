import { randomUUID } from 'node:crypto';
import type { TestContext as NodeTest } from 'node:test';
import { addDays, type Flow } from '@commonkey/program';
import { portalHall } from '../../../portal/testing/hall.ts';
import type { TestContext } from '../../../testing/context.ts';
import type { TestDatabase } from '../../../testing/database.ts';
import { today } from '../../review.ts';
import { type Colleague, colleagues } from '../../testing/colleagues.ts';
import { oneDemand } from '../view.ts';

const VENDOR: Flow = {
  id: 'card-vendor',
  kind: 'vendor',
  recipient: 'Lakeside Storage',
  purpose: 'purpose.series-contact',
  basis: 'A contract',
  fields: ['counts'],
  contact: 'legal-department',
  reviewBy: '2027-06-30',
  source: 'own',
};

/** City hall with a real database and key process, a vendor in its register, and people of staff who sign in by themselves. */
export async function demandHall(
  db: Pick<TestDatabase, 'store'>,
  t: Parameters<typeof portalHall>[1],
  { officers = 0 }: { officers?: number } = {},
) {
  const { context: house, keeper } = await portalHall(db, t, { officers });
  const { program, files } = house.program;
  const sharing = { ...program.sharing, flows: [...(program.sharing?.flows ?? []), VENDOR] };
  const context = { ...house, program: { files, program: { ...program, sharing } } };
  const join = await colleagues(context);
  return { context, keeper, join, program: context.program.program };
}
export type DemandHall = Awaited<ReturnType<typeof demandHall>>;

/** What a form of April 2025 would say; `more` puts fields over it. */
export const subpoena = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  id: randomUUID(),
  hold: randomUUID(),
  received: '2026-03-02',
  by: 'hand',
  instrument: 'immigration-administrative-subpoena',
  issuer: 'federal-immigration',
  custodian: 'id-office',
  gag: 'requested',
  'day-service': '2026-03-02',
  'day-return': '2026-03-16',
  'day-issued': '2026-03-01',
  'line-officer': 'Zephyrine Quillfeather',
  'line-badge': 'ZQ-4471',
  'item1-words': 'all papers of everyone who used a foreign document, Zephyrine Quillfeather among them',
  'item1-class-papers': 'on',
  'item1-class-application': 'on',
  'item1-from': '2022-04-17',
  'item1-until': '2025-04-17',
  'item1-selector': 'class',
  'item1-touches-status': 'on',
  keep: 'asked',
  ...more,
});

/** Registers it by the page's own form. */
export async function register({ visitor }: Colleague, form: Record<string, string>) {
  const answer = await visitor.form(`/demands/new?form=${randomUUID()}`, '/demands/new', form);
  return { id: form.id ?? '', hold: form.hold ?? '', answer };
}

/** A step on a demand, as its page's own form sends it. */
export const act = (
  { visitor }: Pick<Colleague, 'visitor'>,
  demand: { id: string },
  step: string,
  fields: Readonly<Record<string, string>>,
) => visitor.form(`/demands/${demand.id}`, `/demands/${demand.id}/${step}`, { ...fields });

/** Two law officers decide one item. */
export async function decided(
  { context }: { context: Pick<DemandHall['context'], 'store'> },
  [one, other]: readonly [Colleague, Colleague],
  demand: { id: string },
  { item, outcome }: { item: string; outcome: string },
): Promise<string> {
  await act(one, demand, 'outcome', { item, outcome });
  const row = await context.store.read
    .selectFrom('demand_decisions')
    .select('id')
    .where('item', '=', item)
    .orderBy('turn', 'desc')
    .executeTakeFirstOrThrow();
  const answer = await act(other, demand, 'outcome-second', { decision: row.id });
  if (answer.statusCode !== 303) throw new Error(`not decided: ${answer.statusCode}`);
  return row.id;
}

/** A court's order that came today, an item of which two law officers decided to produce in full. */
export async function decidedItem(context: TestContext): Promise<{ demand: string; item: string }> {
  const join = await colleagues(context);
  const [one, other] = [await join(['law-officer']), await join(['law-officer'])];
  const day = today(context);
  const days = { received: day, 'day-service': day, 'day-issued': day, 'day-return': addDays(day, 14) };
  const demand = await register(one, subpoena({ instrument: 'court-order', issuer: 'court', ...days }));
  await act(one, demand, 'checks', { 'call-back': 'yes' });
  const [item] = (await oneDemand(context, demand.id)).items;
  if (!item) throw new Error(`not registered: ${demand.answer.statusCode}`);
  await decided({ context }, [one, other], demand, { item: item.id, outcome: 'produced-in-full' });
  return { demand: demand.id, item: item.id };
}

/** A demand of one item that came on a day of March 2026, and two law officers. */
export async function registered(db: TestDatabase, t: NodeTest, more: Readonly<Record<string, string>> = {}) {
  const hall = await demandHall(db, t);
  hall.context.setTime(new Date('2026-03-02T18:00:00Z'));
  const law = await hall.join(['law-officer']);
  const other = await hall.join(['law-officer']);
  const demand = await register(law, subpoena(more));
  if (demand.answer.statusCode !== 303)
    throw new Error(`not registered: ${demand.answer.body.slice(0, 400)}`);
  const [item] = (await oneDemand(hall.context, demand.id)).items;
  if (!item) throw new Error('it has an item');
  return { ...hall, law, other, demand, item: item.id };
}
