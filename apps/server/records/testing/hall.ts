import { randomUUID } from 'node:crypto';
import type { Program, Series } from '@commonkey/program';
import type { Store } from '../../store/store.ts';
import { cityDay } from '../../testing/city-day.ts';
import { onlineCity, type TestKeeper, type VaultHall, vaultHall } from '../../vault/testing/hall.ts';
import { certificateOf } from '../certificates.ts';
import { draftCertificate } from '../draft.ts';
import { fileCertificate, receiveCopy } from '../life.ts';
import type { Parts } from '../take-step.ts';

export const PAPERS = 'portal-papers';
export const CARD = 'portal-card';
const CERTIFIED = [PAPERS, CARD];

export const APPROVAL = {
  commission: 'Local Records Commission',
  application: '26-017',
  item: '4',
  on: '2026-01-13',
  source: 'own',
} satisfies Series['approval'];

export const COMMISSION = {
  meets: { weekday: 'tuesday', nth: 2, time: '11:00' },
  businessDaysBefore: 5,
  source: 'own',
} as const;

/** Two series that want a certificate, with the schedule that allows it. */
export const certified = (program: Program): Program => ({
  ...program,
  series: program.series.map((one) =>
    CERTIFIED.includes(one.id)
      ? {
          ...one,
          approval: { ...APPROVAL, item: one.id === PAPERS ? '4' : '5' },
          certificate: { daysBefore: 30, authority: 'Local Records Commission', commission: COMMISSION },
        }
      : one,
  ),
});

export type RecordsHall = Omit<VaultHall, 'parts' | 'store'> & {
  parts: Parts;
  store: Store;
  seal: VaultHall['store'];
  clerk: string;
  second: string;
  /** What is left of sealed records of a series. */
  left(series?: string): Promise<number>;
};

/** The records office over a real database, a real key process and a city whose law wants certificates. */
export async function recordsHall(
  store: Store,
  keeper: Pick<TestKeeper, 'folder' | 'socket'>,
  time = '2026-03-02T18:00:00Z',
): Promise<RecordsHall> {
  const { store: seal, ...hall } = await vaultHall(store, keeper, { time, certified: CERTIFIED });
  const { clock, random, holds } = hall.parts;
  const program = certified(await onlineCity());
  return {
    ...hall,
    store,
    seal,
    parts: { clock, random, holds, program: { program, files: {} } },
    clerk: randomUUID(),
    second: randomUUID(),
    async left(series = PAPERS) {
      const rows = await store.read
        .selectFrom('vault_records')
        .select('id')
        .where('series', '=', series)
        .execute();
      return rows.length;
    },
  };
}

export const day = (hall: RecordsHall) => cityDay(hall.parts);

/** A certificate drafted, filed 30 days ahead, and its copy as it would come back. */
export async function filed(hall: RecordsHall, through: string, disposalOn: string, series = PAPERS) {
  const id = await draftCertificate(hall.parts, hall.store, { series, through }, hall.clerk);
  await fileCertificate(hall.parts, hall.store, { id, disposalOn }, hall.clerk);
  const paper = await certificateOf(hall.store.read, id);
  const copy = {
    id,
    number: id,
    series: paper.series,
    item: paper.item_no,
    from: paper.due_from,
    through: paper.due_through,
    volume: paper.volume,
    approvedOn: day(hall),
  };
  const receive = () => receiveCopy(hall.parts, hall.store, copy, hall.clerk);
  return { id, copy, receive };
}
