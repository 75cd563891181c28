import { leafOf, type Opening } from '@commonkey/ledger';
import type { Reader } from '../store/store.ts';
import { newestOf, type PublicationRow, publicReports, publishedEvent } from './publications.ts';
import type { SaidDemand } from './said-demand.ts';
import { saidDemand } from './said-demand.ts';
import { type SaidEmergency, saidEmergency } from './said-emergency.ts';

const bytes = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(hex, 'hex'));

/** What was sealed into the ledger on its day, and is open since the demand is. */
export const openingsIn = ({ openings }: Pick<SaidDemand | SaidEmergency, 'openings'>): Opening[] =>
  openings.map(({ salt, event }) => ({ salt: bytes(salt), event }));

/** That this very text was made public on this very day. */
export const openingOf = (row: PublicationRow): Opening => ({
  salt: new Uint8Array(row.ledger_salt),
  event: publishedEvent(row),
});

/** The leaf of an arrival, as lower-case hexadecimal; null where its publication opens none. */
export function arrivalLeaf(said: Pick<SaidDemand | SaidEmergency, 'openings'>): string | null {
  const arrival = ['demand-registered', 'track-logged'];
  const found = openingsIn(said).find(({ event }) => arrival.includes(event.kind));
  return found ? Buffer.from(leafOf(found)).toString('hex') : null;
}

/** Every entry of the ledger that publications have opened, their own among them. */
export async function publishedOpenings(read: Reader): Promise<Opening[]> {
  const rows = [
    ...(await newestOf(read, 'demand')),
    ...(await newestOf(read, 'emergency')),
    ...(await publicReports(read)),
  ];
  return rows.flatMap((row) => [openingOf(row), ...openedBy(row)]);
}

function openedBy({ kind, said }: PublicationRow): Opening[] {
  if (kind === 'report') return [];
  const shown = kind === 'demand' ? saidDemand : saidEmergency;
  return openingsIn(shown.parse(JSON.parse(said)));
}
