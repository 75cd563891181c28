import type { Program } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Reader } from '../../store/store.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Application } from '../session.ts';
import { untilWords } from './waits.ts';

/** Tables with a row that points to an application, beside its sealed records, and how the page names each. */
export const BESIDE = {
  applications: 'row',
  notices: 'notices',
  portal_sessions: 'session',
} as const;

/** The last day of any message that is still due to an application's owner; null where none is. */
export async function lastNoticeDay(read: Reader, application: string, on: string): Promise<string | null> {
  const rows = await read
    .selectFrom('notices')
    .select('ends_on')
    .where('application', '=', application)
    .where('ends_on', '>', on)
    .execute();
  const days = rows.map((row) => row.ends_on);
  return days.sort().at(-1) ?? null;
}

type Props = {
  request: FastifyRequest;
  application: Application;
  /** `lastNoticeDay` */
  noticesUntil: string | null;
  program: Program;
};

/** What is kept of an application beside what is sealed, and what it could tell. */
export function BesideTable({ request: { say, language }, application, noticesUntil, program }: Props) {
  const until = (day: string) => say('after.exists-day', { day: wordDay(language, day) });
  const rows: [string, string][] = [
    [BESIDE.applications, untilWords({ say, language }, program, 'application', application.ends_on)],
    ...(noticesUntil === null ? [] : [[BESIDE.notices, until(noticesUntil)] as [string, string]]),
    [BESIDE.portal_sessions, say('after.exists-session-until')],
    ['ledger', say('after.exists-ledger-until')],
  ];
  return (
    <DataTable
      labelledBy="beside"
      heads={[say('after.exists-what'), say('after.exists-tells'), say('after.exists-until')]}
      rows={rows.map(([key, ends]) => ({
        key,
        cells: [say(`after.exists-${key}`), say(`after.exists-${key}-tells`), ends],
      }))}
    />
  );
}
