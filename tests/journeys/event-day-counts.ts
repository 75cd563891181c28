import assert from 'node:assert/strict';
import { configure } from '../../apps/server/config/config.ts';
import { sealKeyIn } from '../../apps/server/config/secrets.ts';
import { countedShifts } from '../../apps/server/desks/counted-shifts.ts';
import { addressOf } from '../../apps/server/doctor/database.ts';
import { openStore } from '../../apps/server/store/store.ts';
import type { Party } from './event-day-people.ts';
import type { Seen } from './event-day-run.ts';

/** The sum of one table, as its clerk signed for it. */
export type Sum = Readonly<Record<'issued' | 'spoiled' | 'void' | 'unused' | 'received', number>>;
export type Closing = ReturnType<typeof reconcile>;

const peopleOf = (parties: readonly { party: number }[]) =>
  parties.reduce((sum, { party }) => sum + party, 0);
const inAll = (parties: readonly Party[]) => parties.reduce((sum, { people }) => sum + people.length, 0);

/** What city hall has of the day: tickets of the door, shifts of the desks, and what the ledger says of those. */
export async function readHall(dataFolder: string, mark: string) {
  const address = await addressOf(configure({ COMMONKEY_DATA: dataFolder }, '/'));
  assert.ok(address);
  const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(dataFolder));
  try {
    const { read } = store;
    const { id } = await read
      .selectFrom('event_days')
      .select('id')
      .where('mark', '=', mark)
      .executeTakeFirstOrThrow();
    const tickets = await read
      .selectFrom('event_tickets')
      .select(['state', 'party'])
      .where('event', '=', id)
      .execute();
    const shifts = await read.selectFrom('desk_shifts').select('counts').execute();
    const open = await read.selectFrom('shift_serials').select('serial').execute();
    return {
      tickets,
      counts: shifts.flatMap(({ counts }) => counts ?? []),
      ledger: await countedShifts(read),
      ties: open.length,
    };
  } finally {
    await store.close();
  }
}

type Hall = Awaited<ReturnType<typeof readHall>>;
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Three people's books of one day, which have to say the same: those who stood there, the desks, and city hall. */
export function reconcile(seen: Seen, sums: readonly Sum[], hall: Hall, people: number) {
  const at = (...states: string[]) => peopleOf(hall.tickets.filter(({ state }) => states.includes(state)));
  const counts = {
    people,
    tables: sums.length,
    parties: hall.tickets.length,
    served: at('served'),
    gone: at('missed', 'back'),
    notReached: at('waiting', 'called'),
    handed: sum(sums.map(({ issued }) => issued)),
    notIssued: sum(hall.counts.map(({ refused }) => refused)),
    spoiled: sum(sums.map((one) => one.spoiled)),
    unused: sum(sums.map((one) => one.unused)),
    received: sum(sums.map((one) => one.received)),
    calledAloud: seen.aloud,
  };
  assert.equal(counts.served + counts.gone + counts.notReached, people, 'everybody who came to the door');
  assert.equal(counts.served, inAll(seen.served), 'the door and the tables');
  assert.equal(counts.gone, inAll(seen.gone));
  assert.equal(counts.notReached, inAll(seen.notReached));
  assert.equal(
    counts.served,
    counts.handed + counts.notIssued,
    'each who was served left with a card, or without',
  );
  assert.equal(counts.handed, seen.cards);
  assert.equal(counts.notIssued, seen.refused);
  assert.equal(counts.spoiled, seen.spoiled);
  for (const one of sums) {
    assert.equal(one.issued + one.spoiled + one.void + one.unused, one.received, 'the cards of a table');
    assert.equal(one.void, 0);
  }
  const spoiled = hall.counts.map((one) => sum(Object.values(one.spoiled)));
  assert.deepEqual(
    hall.counts.map(({ cards, unused }, shift) => [cards, spoiled[shift], unused].join()).sort(),
    sums.map((one) => [one.issued, one.spoiled, one.unused].join()).sort(),
    'city hall has what each table signed for',
  );
  assert.deepEqual(Object.assign({}, ...hall.counts.map((one) => one.spoiled)), { jam: seen.spoiled });
  assert.deepEqual(
    hall.ledger.map(({ as }) => as),
    sums.map(() => 'counted'),
    'each row opens its entry of the ledger',
  );
  assert.equal(sum(hall.ledger.map((one) => (one.as === 'counted' ? one.inPerson : 0))), counts.handed);
  assert.equal(hall.ties, 0, 'no card leads to its table any more');
  return counts;
}
