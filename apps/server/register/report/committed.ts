import { type LedgerEvent, leafOf, type Opening } from '@commonkey/ledger';
import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { disposalEvent } from '../../holds/receipt.ts';
import { committedLeaves } from '../../store/committed.ts';
import type { Reader } from '../../store/store.ts';
import { openingOf } from '../openings.ts';
import { producedEvent } from '../produced-event.ts';
import { allPublications } from '../publications.ts';
import { requestLoggedEvent, requestStepEvent } from '../request-events.ts';
import { trackLoggedEvent, trackStepEvent } from '../track-events.ts';
import type { ReportCode } from './errors.ts';

const AT_ONCE = 5_000;

/**
 * Everything up to a day that a report counts, as the ledger committed to it: a row that somebody changed behind the service's
 * back opens no leaf, and stops the report.
 * @throws Fault `report-not-as-committed`
 */
export async function committedEvents(read: Reader, until: PlainDate): Promise<LedgerEvent[]> {
  const found = [
    ...(await destroyed(read, until)),
    ...(await requests(read, until)),
    ...(await tracks(read, until)),
    ...(await produced(read, until)),
    ...(await allPublications(read)).map(openingOf),
  ];
  for (let at = 0; at < found.length; at += AT_ONCE) {
    const leaves = found.slice(at, at + AT_ONCE).map(leafOf);
    const there = await committedLeaves(read, leaves);
    if (!leaves.every((leaf) => there.has(Buffer.from(leaf).toString('hex'))))
      throw new Fault<ReportCode>('report-not-as-committed');
  }
  return found.map(({ event }) => event);
}

const opening = (salt: Uint8Array, event: LedgerEvent): Opening => ({ salt: new Uint8Array(salt), event });

async function destroyed(read: Reader, until: PlainDate): Promise<Opening[]> {
  const rows = await read
    .selectFrom('disposal_receipts')
    .selectAll()
    .where('destroyed_on', '<=', until)
    .execute();
  return rows.map((row) => opening(row.ledger_salt, disposalEvent(row)));
}

async function requests(read: Reader, until: PlainDate): Promise<Opening[]> {
  const logged = await read
    .selectFrom('record_requests')
    .selectAll()
    .where('received_on', '<=', until)
    .execute();
  const issued = await read
    .selectFrom('record_request_steps')
    .selectAll()
    .where('step', '=', 'issued')
    .where('moved_on', '<=', until)
    .execute();
  return [
    ...logged.map((row) => opening(row.ledger_salt, requestLoggedEvent(row))),
    ...issued.map((row) => opening(row.ledger_salt, requestStepEvent(row))),
  ];
}

/** Own requests alone: an emergency is counted from the register, where it stands in full. */
async function tracks(read: Reader, until: PlainDate): Promise<Opening[]> {
  const logged = await read
    .selectFrom('track_matters')
    .selectAll()
    .where('track', '=', 'own')
    .where('received_on', '<=', until)
    .execute();
  const answered = await read
    .selectFrom('track_steps')
    .selectAll()
    .where('step', '=', 'answered')
    .where('moved_on', '<=', until)
    .execute();
  return [
    ...logged.map((row) => opening(row.ledger_salt, trackLoggedEvent(row))),
    ...answered.map((row) => opening(row.ledger_salt, trackStepEvent(row))),
  ];
}

async function produced(read: Reader, until: PlainDate): Promise<Opening[]> {
  const rows = await read
    .selectFrom('demand_productions')
    .selectAll()
    .where('decided_on', '<=', until)
    .execute();
  return rows.flatMap(({ by_salt, ledger_salt, ...row }) =>
    by_salt && ledger_salt ? [opening(ledger_salt, producedEvent({ ...row, by_salt }))] : [],
  );
}
