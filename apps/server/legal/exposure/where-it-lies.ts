import { inOrder, KEPT, type Row } from '@commonkey/exposure';
import { type Program, processFor } from '@commonkey/program';
import type { Config } from '../../config/config.ts';
import { HOLDINGS } from '../../store/holdings.ts';

/** How a city's own machines are set up; null of one that is not there yet. */
export type Machines = Pick<Config, 'blobs' | 'databaseUrl'> | null;

/** Where the things of one line lie, with whom, which keys open them, and what the city asks for before it hands them over. */
export type Lies = {
  readonly rows: readonly [Row, ...Row[]];
  readonly places: readonly string[];
  /** Null: nobody can say of machines that are not there. */
  readonly custodian: 'city' | 'vendor' | null;
  /** Sets of keys of which any one opens it; an empty set needs none. */
  readonly keys: readonly (readonly string[])[];
  readonly process: string;
};

/** Things of one series that lie there in one form are of the same people and end on the same days: one line. */
export function whereItLies(rows: readonly Row[], program: Program, machines: Machines): Lies[] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of inOrder(rows)) {
    const key = `${row.series} ${row.channel} ${row.form} ${row.asked}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((rows) => {
    const [row] = rows;
    return {
      rows,
      places: placesOf(row),
      custodian: custodianOf(row, machines),
      keys: KEPT[row.form].locks,
      process: processFor(program, row.series) ?? 'not-stated',
    };
  });
}

/** As the manifest has it, and in whatever backup was made meanwhile; a thing lies where its desk is. */
function placesOf(row: Row): readonly string[] {
  if (row.form === 'physical') return ['desk'];
  return [...ownPlaces(row), ...(KEPT[row.form].places.includes('backup') ? ['backup'] : [])];
}

function ownPlaces({ form, holds }: Row): readonly string[] {
  if (form === 'readable' || form === 'fingerprint')
    return holds === 'status-place' || holds === 'serial'
      ? HOLDINGS.cards.location
      : HOLDINGS.applications.location;
  return HOLDINGS.vault_records.location;
}

/** A database or a bucket by address may be a vendor's: its notice goes there too. */
function custodianOf({ form }: Row, machines: Machines): Lies['custodian'] {
  if (form === 'physical') return 'city';
  if (machines === null) return null;
  const { blobs, databaseUrl } = machines;
  const away =
    databaseUrl !== null || (form !== 'readable' && form !== 'fingerprint' && blobs.kind !== 'folder');
  return away ? 'vendor' : 'city';
}
