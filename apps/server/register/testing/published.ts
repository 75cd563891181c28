import { randomBytes } from 'node:crypto';
import { record } from '../../store/record.ts';
import type { Store } from '../../store/store.ts';
import type { PublicationKind } from '../../store/tables/publications.ts';
import { digestOf, publishedEvent } from '../publications.ts';
import { figuresFrom } from '../report/figures-from.ts';
import type { SaidReport } from '../report/said-report.ts';
import type { SaidDemand } from '../said-demand.ts';
import type { SaidEmergency } from '../said-emergency.ts';

/** A demand as of April 2025, in words of our own. */
export const published = (more: Partial<SaidDemand> = {}): SaidDemand => {
  const demand = crypto.randomUUID();
  return {
    v: 2,
    demand,
    number: 'R-2026-1',
    receivedOn: '2026-03-02',
    receivedBy: 'hand',
    instrument: 'immigration-administrative-subpoena',
    issuer: 'federal-immigration',
    byVendor: false,
    gag: 'requested',
    items: [
      { place: 1, outcome: 'objected', decidedOn: '2026-03-12' },
      { place: 2, outcome: 'no-records', decidedOn: '2026-03-12' },
    ],
    closedOn: '2026-06-01',
    copy: `1. The application of everyone who used a document of another country.
2. Copies of all that they handed in, among them those of [name].`,
    openings: [
      {
        salt: '5a'.repeat(32),
        event: { kind: 'demand-registered', demand, matter: 'ab'.repeat(32), received_on: '2026-03-02' },
      },
    ],
    ...more,
  };
};

/** An emergency of that spring. */
export const emergency = (more: Partial<SaidEmergency> = {}): SaidEmergency => ({
  v: 2,
  matter: crypto.randomUUID(),
  number: 'R-2026-2',
  receivedOn: '2026-04-02',
  came: 'phone',
  asker: 'local',
  outcome: 'nothing-to-find',
  disclosed: 'nothing',
  decidedOn: '2026-04-02',
  inWriting: true,
  openings: [],
  ...more,
});

/** Puts one on the register as it lies there, without what it opens. */
export async function addEmergency(store: Store, said = emergency()): Promise<SaidEmergency> {
  await add(store, 'emergency', said.matter, said);
  return said;
}

/** Puts one on the register as it lies there; what it opens is in no ledger. */
export async function addDemand(
  store: Store,
  said = published(),
  published_on = '2026-06-02',
): Promise<SaidDemand> {
  await add(store, 'demand', said.demand, said, published_on);
  return said;
}

/** A report in which something is told and something is not. */
export async function addReport(store: Store): Promise<SaidReport> {
  const said: SaidReport = {
    v: 1,
    period: '2026-H1',
    from: '2026-01-01',
    until: '2026-06-30',
    demands: {
      received: 1,
      toldLate: 0,
      byVendor: 0,
      silenceAsked: 1,
      silenceOrdered: 0,
      kinds: [{ instrument: 'immigration-administrative-subpoena', issuer: 'federal-immigration', count: 1 }],
      outcomes: [
        { outcome: 'objected', count: 1 },
        { outcome: 'no-records', count: 1 },
      ],
      medianDays: 10,
    },
    destroyed: {
      all: 1204,
      series: [
        { series: 'portal-papers', count: 1187 },
        { series: 'portal-contact', count: null },
      ],
    },
    requests: { received: 14, letters: [{ letter: 'granted', count: null }] },
  };
  await add(store, 'report', said.period, said);
  return said;
}

/** Its correction, after which the ledger has nothing that was destroyed. */
export async function addCorrection(store: Store, said: SaidReport): Promise<void> {
  const before = { said, digest: digestOf(JSON.stringify(said)) };
  const ground = { events: [], demands: [published()], emergencies: [], reported: [said.period], before };
  await add(store, 'report', said.period, figuresFrom(ground, said.period), '2026-08-03');
}

/** The first hour that the ledger closed: reports are of half-years from then on. */
export async function serviceBegan(store: Store, day: string): Promise<void> {
  const row = { tree_size: 0, slot: new Date(`${day}T18:00:00Z`), frontier: new Uint8Array() };
  await store.write((tx) => tx.insertInto('ledger_checkpoints').values(row).execute());
}

async function add(
  store: Store,
  kind: PublicationKind,
  subject: string,
  what: object,
  published_on = '2026-06-02',
): Promise<void> {
  const row = { kind, subject, said: JSON.stringify(what), published_on };
  await store.write(async (tx) => {
    const { salt } = await record(tx, publishedEvent(row), randomBytes);
    await tx
      .insertInto('publications')
      .values({
        id: crypto.randomUUID(),
        ...row,
        asked_by: crypto.randomUUID(),
        published_by: crypto.randomUUID(),
        ledger_salt: salt,
      })
      .execute();
  });
}
