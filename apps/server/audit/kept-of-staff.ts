import { readCertificate } from '@commonkey/credential';
import type { LedgerEvent } from '@commonkey/ledger';
import { closedBefore, closedEvent } from '../desks/service.ts';
import { switchEvent } from '../portal/service.ts';
import { openedEvent } from '../review/service.ts';
import { openingsApart } from '../store/openings.ts';
import type { Reader } from '../store/store.ts';
import { by, type Kept, NO_SALT, one, open } from './opened.ts';

/** What staff did that no holding, receipt or certificate tells of. */
export async function keptOfStaff(read: Reader): Promise<Kept[]> {
  const apart = (await openingsApart(read)).map(({ salt, event }) => one('ledger_openings', salt, event));
  return [
    ...apart,
    ...(await evidence(read)),
    ...(await switches(read)),
    ...(await shifts(read)),
    ...(await desks(read)),
  ];
}

async function evidence(read: Reader): Promise<Kept[]> {
  const rows = await read.selectFrom('evidence_openings').selectAll().execute();
  return rows.flatMap(({ ledger_salt, by_salt, ...row }) =>
    ledger_salt && by_salt
      ? [
          {
            ...one('evidence_openings', ledger_salt, openedEvent({ ...row, by_salt }), [
              by(by_salt, row.staff_id),
            ]),
            until: row.ends_on,
          },
        ]
      : [],
  );
}

async function switches(read: Reader): Promise<Kept[]> {
  const rows = await read.selectFrom('portal_switches').selectAll().execute();
  return rows.flatMap(({ ledger_salt, by_salt, ...row }) =>
    ledger_salt && by_salt
      ? [one('portal_switches', ledger_salt, switchEvent({ ...row, by_salt }), [by(by_salt, row.set_by)])]
      : [],
  );
}

async function shifts(read: Reader): Promise<Kept[]> {
  const rows = await read
    .selectFrom('desk_shifts')
    .select(['statement_digest', 'head', 'counts', 'worked_on', 'close_salt', 'ends_on'])
    .where('statement_digest', 'is not', null)
    .execute();
  return rows.flatMap((row): Kept[] => {
    const { statement_digest: statement, head, counts, worked_on, close_salt, ends_on: until } = row;
    if (statement === null || close_salt === null) return [];
    const before = open(close_salt, closedBefore(statement));
    // What lacks a part of what it should say opens nothing, unless it closed before all of it was committed to.
    if (head === null || counts === null || worked_on === null)
      return [{ table: 'desk_shifts', openings: [before], until }];
    const said = open(close_salt, closedEvent({ statement, head, counts, worked_on }));
    return [{ table: 'desk_shifts', openings: [said, before], until }];
  });
}

async function desks(read: Reader): Promise<Kept[]> {
  const rows = await read.selectFrom('desk_keys').select(['kid', 'certificate', 'salt', 'ends_on']).execute();
  const stolen = await read.selectFrom('distrusted_keys').select(['kid', 'ledger_salt']).execute();
  return [
    ...rows.flatMap(({ kid, certificate, salt, ends_on: until }) => {
      const event = certifiedEvent(kid, certificate);
      if (!salt) return [];
      return [{ ...one('desk_keys', event ? salt : NO_SALT, event ?? { kind: 'desk-certified' }), until }];
    }),
    ...stolen.map(({ kid, ledger_salt }) =>
      one('distrusted_keys', ledger_salt, { kind: 'desk-distrusted', key: kid }),
    ),
  ];
}

/** What the certificate itself says; null where it is none, which no desk's ever was. */
function certifiedEvent(key: string, certificate: Uint8Array): LedgerEvent | null {
  try {
    const { quota, until } = readCertificate(new Uint8Array(certificate));
    // It ends with the first second of the day after its last one.
    const last = new Date((until - 1) * 1000).toISOString().slice(0, 10);
    return { kind: 'desk-certified', key, quota, until: last };
  } catch {
    return null;
  }
}
