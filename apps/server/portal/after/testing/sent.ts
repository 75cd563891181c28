import assert from 'node:assert/strict';
import { type Decision, decide } from '../../../review/decide.ts';
import { openNext } from '../../../review/open.ts';
import type { Officer } from '../../../review/testing/officers.ts';
import { groupCode } from '../../code.ts';
import { type Applicant, photo } from '../../testing/applicant.ts';
import type { PortalHall } from '../../testing/hall.ts';

export const NAME = 'Zéphyrine Quakenbush';
export const REACH = 'zephyrine@quakenbush.example';

/** An adult's whole application, sent, with the choice to be told of requests or without. Gives the code, as it was written down, and the browser that sent it. */
export async function sent(
  hall: PortalHall,
  device: 'own' | 'shared' | 'helper' = 'own',
  requests: 'yes' | 'no' = 'no',
): Promise<{ code: string; person: Applicant; id: string; whereToWrite: string }> {
  const person = hall.visitor();
  const code = groupCode(await person.begin(device));
  await person.answer({ who: 'self' });
  await person.answer({ name: NAME });
  await person.answer({ day: '17', month: '4', year: '1987' });
  await person.answer({ home: 'address' });
  await person.answer({ address: '17 Thistlewood Lane', address2: '' });
  await person.upload(await photo());
  await person.answer({ 'also-birth-date': 'yes' }, `${person.pathname()}/shows`);
  await person.upload(await photo('#369'));
  await person.answer({}, `${person.pathname()}/shows`);
  await person.upload(await photo('#963'));
  await person.answer({}, '/apply/face/keep');
  const { body: whereToWrite } = await person.answer({
    contact: 'mail',
    ...(requests === 'yes' && { requests }),
  });
  await person.answer({ reach: REACH });
  await person.answer({ safe: 'yes' });
  await person.answer({}, '/apply/send');
  assert.equal(person.pathname(), '/apply/done');
  const rows = await hall.context.store.read
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'waiting')
    .execute();
  const [id] = rows.map((row) => row.id);
  assert.ok(id && rows.length === 1);
  return { code, person, id, whereToWrite };
}

/** Another browser that comes with a code. */
export async function back(hall: PortalHall, code: string): Promise<Applicant> {
  const person = hall.visitor();
  await person.open('/apply/return');
  await person.answer({ code });
  return person;
}

/** What a code opens, in one word, and the page that says it opens nothing. */
export async function tryCode(hall: PortalHall, code: string): Promise<{ status: number; body: string }> {
  const person = hall.visitor();
  const { statusCode, body } = await person.form('/apply/return', '/apply/return?lang=en', { code });
  return { status: statusCode, body };
}

/** Opens what waits and gives a verdict, as the reviewer's page does. */
export async function decided(hall: PortalHall, officer: Officer | undefined, decision: Decision) {
  assert.ok(officer);
  const opened = await openNext(hall.context, officer.staffId);
  await decide(hall.context, officer.staffId, opened.token, decision);
  return opened;
}
