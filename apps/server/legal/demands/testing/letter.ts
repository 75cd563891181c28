import assert from 'node:assert/strict';
import type { TestContext as NodeTest } from 'node:test';
import type { TestDatabase } from '../../../testing/database.ts';
import { oneDemand } from '../view.ts';
import { demandHall, register, subpoena } from './hall.ts';

/** A demand that came to a city hall of two law officers. */
export async function served(db: TestDatabase, t: NodeTest, form = subpoena()) {
  const hall = await demandHall(db, t);
  hall.context.setTime(new Date('2026-03-02T18:00:00Z'));
  const law = await hall.join(['law-officer']);
  const other = await hall.join(['law-officer']);
  const demand = await register(law, form);
  assert.equal(demand.answer.statusCode, 303, demand.answer.body.slice(0, 400));
  const [item] = (await oneDemand(hall.context, demand.id)).items;
  if (!item) throw new Error('it has an item');
  return { ...hall, law, other, demand, item: item.id };
}

/** As counsel fills the form: the register's own scope, and the words of the demand that go beyond it. */
export const SCOPE = (gag = 'requested') => `format: commonkey-demand-1
id: matter-2026-1-item-1
instrument:
  type: immigration-administrative-subpoena
  issuer: federal-immigration
  served: 2026-03-02
  gag: ${gag}
items:
  - words: item 1 of matter 2026-1
    subjects:
      - field: applied
        from: 2022-04-17
        until: 2025-04-17
      - field: paper-origin
        is: foreign
    records: [application, papers]
source:
  mark: OWN
  note: from the register of demands
`;
export const LETTER = {
  letter: 'response',
  to: 'Special Agent Zephyrine Quillfeather\nHomeland Security Investigations\nChicago',
  responsible: 'Ada Example, Corporation Counsel',
  own: 'The city keeps no field for the origin of a paper.',
  'scope-1': SCOPE(),
};
