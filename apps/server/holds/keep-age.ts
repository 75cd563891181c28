import type { Store, Writer } from '../store/store.ts';
import type { MirroredHold } from './mirror.ts';

type Aged = Pick<MirroredHold, 'id' | 'age'>;

/** Whether a row says another age than the key process does. */
export const saysOther = ({ from_age }: { from_age: number | null }, { age }: Aged): boolean =>
  (age ?? null) !== from_age;

/**
 * From which age on a hold leaves sealed records out, as the key process has just said; it is the one that knows. Where the row
 * says so already nothing is written: most holds never have an age.
 */
export async function keepAge(tx: Writer, row: { from_age: number | null }, told: Aged): Promise<void> {
  if (!saysOther(row, told)) return;
  const { id, age } = told;
  const from_age = age ?? null;
  await tx
    .updateTable('legal_holds')
    .set({ from_age })
    .where('id', '=', id)
    .where('from_age', 'is distinct from', from_age)
    .execute();
}

/** The same of all that it knows: of one, the days may be over by now, and another may have been changed here. */
export async function keepAges(
  store: Pick<Store, 'read' | 'write'>,
  known: ReadonlyMap<string, Aged>,
): Promise<void> {
  const rows = await store.read.selectFrom('legal_holds').select(['id', 'from_age']).execute();
  const other = rows.flatMap((row) => {
    const { id } = row;
    const told = known.get(id) ?? { id };
    return saysOther(row, told) ? [{ row, told }] : [];
  });
  if (other.length === 0) return;
  await store.write(async (tx) => {
    for (const { row, told } of other) await keepAge(tx, row, told);
  });
}
