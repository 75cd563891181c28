import { createHash } from 'node:crypto';
import type { LedgerEvent } from '@commonkey/ledger';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import { record } from '../store/record.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { PublicationKind, PublicationTables } from '../store/tables/publications.ts';
import { publicNumber } from './public-number.ts';
import { type SaidDemand, saidDemand } from './said-demand.ts';
import { type SaidEmergency, saidEmergency } from './said-emergency.ts';

type Row = Selectable<PublicationTables['publications']>;
/** Of what is public; one that waits for its second person is not. */
export type PublicationRow = Row & { published_on: PlainDate; published_by: string; ledger_salt: Uint8Array };

const isPublic = (row: Row): row is PublicationRow => row.published_by !== null;

/** SHA-256 of the very words, in lower-case hexadecimal. */
export const digestOf = (said: string): string => createHash('sha256').update(said).digest('hex');

/** What the leaf of a publication commits to: the very words, and nobody who works here. */
export const publishedEvent = (
  row: Pick<PublicationRow, 'kind' | 'subject' | 'said' | 'published_on'>,
): LedgerEvent => ({
  kind: 'published',
  what: row.kind,
  subject: row.subject,
  digest: digestOf(row.said),
  said_on: row.published_on,
});

/**
 * Makes something public for good, under its number on the register: whoever copied it has it. In one transaction with its leaf.
 * @param what.said what anybody shall read, with that number in it; asked once nobody else can publish at the same time
 * @param by who asked for it, and another who read it and agreed: the database refuses one person twice
 */
export async function publish(
  { clock, program, random }: Context,
  tx: Writer,
  what: {
    kind: Exclude<PublicationKind, 'report'>;
    subject: string;
    said: (number: string) => object | Promise<object>;
  },
  by: { asked: string; agreed: string },
): Promise<void> {
  const published_on = plainDateIn(program.program.city.timeZone, clock.now());
  const number = await publicNumber(tx, what.subject, published_on);
  const row = { ...what, said: JSON.stringify(await what.said(number)), published_on };
  const { salt } = await record(tx, publishedEvent(row), random);
  await tx
    .insertInto('publications')
    .values({
      id: crypto.randomUUID(),
      ...row,
      asked_by: by.asked,
      published_by: by.agreed,
      ledger_salt: salt,
    })
    .execute();
}

/** Every one that is public, those that a newer one took the place of too. */
export async function allPublications(read: Reader): Promise<PublicationRow[]> {
  return (await read.selectFrom('publications').selectAll().orderBy('turn').execute()).filter(isPublic);
}

/** The newest word on each subject of a kind, the newest subject first. */
export async function newestOf(read: Reader, kind: PublicationKind): Promise<PublicationRow[]> {
  const rows = await read
    .selectFrom('publications')
    .selectAll()
    .where('kind', '=', kind)
    .where('published_by', 'is not', null)
    .distinctOn('subject')
    .orderBy('subject')
    .orderBy('turn', 'desc')
    .execute();
  return rows.filter(isPublic).sort((a, b) => b.turn - a.turn);
}

export type PublishedDemand = { said: SaidDemand; publishedOn: PlainDate; row: PublicationRow };

/** Every demand that is public, the one received last first. */
export async function publishedDemands(read: Reader): Promise<PublishedDemand[]> {
  const rows = await newestOf(read, 'demand');
  return rows
    .map((row) => ({ row, publishedOn: row.published_on, said: saidDemand.parse(JSON.parse(row.said)) }))
    .sort((a, b) => (a.said.receivedOn < b.said.receivedOn ? 1 : -1));
}

/** Every version that is public of one subject, the first before the others. */
export async function versionsOf(
  read: Reader | Writer,
  kind: PublicationKind,
  subject: string,
): Promise<PublicationRow[]> {
  const rows = await read
    .selectFrom('publications')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('published_by', 'is not', null)
    .orderBy('turn')
    .execute();
  return rows.filter(isPublic);
}

/** The day on which a demand was public for the first time; null where it never was. */
export async function publicSince(read: Reader, demand: string): Promise<string | null> {
  return (await versionsOf(read, 'demand', demand))[0]?.published_on ?? null;
}

/** What is public of one demand; null where nothing is. */
export async function publishedDemand(read: Reader | Writer, demand: string): Promise<SaidDemand | null> {
  const newest = (await versionsOf(read, 'demand', demand)).at(-1);
  return newest ? saidDemand.parse(JSON.parse(newest.said)) : null;
}

/** Every report that is public, corrected ones among them: the newest half-year first, and of each its newest version. */
export async function publicReports(read: Reader): Promise<PublicationRow[]> {
  const rows = (await allPublications(read)).filter(({ kind }) => kind === 'report');
  return rows.sort((a, b) => (a.subject === b.subject ? b.turn - a.turn : a.subject < b.subject ? 1 : -1));
}

export type PublishedEmergency = { said: SaidEmergency; publishedOn: PlainDate };

/** Every emergency that is public, the one received last first. */
export async function publishedEmergencies(read: Reader): Promise<PublishedEmergency[]> {
  const rows = await newestOf(read, 'emergency');
  return rows
    .map((row) => ({ publishedOn: row.published_on, said: saidEmergency.parse(JSON.parse(row.said)) }))
    .sort((a, b) => (a.said.receivedOn < b.said.receivedOn ? 1 : -1));
}
