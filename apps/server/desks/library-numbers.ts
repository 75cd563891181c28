import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { DeskOfficeCode } from './errors.ts';

const MOST_AT_ONCE = 20_000;
const DIGITS = /^[0-9]{13}$/;

/** Check digit of 13 digits: odd places from the left doubled, nines cast out, up to the next ten (Luhn, ISO/IEC 7812-1 annex B). */
export function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, i) => {
    const weighed = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/**
 * Takes a range that the library allocated into the pool. `first` is its first number without the check digit, 13 digits.
 * Numbers already known are passed over. Returns how many were new. Fault `library-numbers-refused`.
 */
export async function addLibraryNumbers(
  context: Context,
  tx: Writer,
  first: string,
  count: number,
): Promise<number> {
  const prefix = context.program.program.card.benefits.library?.prefix;
  const last = DIGITS.test(first) ? String(BigInt(first) + BigInt(count) - 1n) : '';
  const fits =
    prefix !== undefined && first.startsWith(prefix) && last.startsWith(prefix) && last.length === 13;
  if (!fits || count < 1 || count > MOST_AT_ONCE) throw new Fault<DeskOfficeCode>('library-numbers-refused');
  let added = 0;
  for (let at = 0; at < count; at += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - at) }, (_, i) => {
      const digits = String(BigInt(first) + BigInt(at + i));
      return { number: digits + checkDigit(digits), shift: null, used: false };
    });
    const done = await tx
      .insertInto('library_numbers')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('number')
      .execute();
    added += done.length;
  }
  return added;
}

/**
 * After an old copy of the database was put back: numbers that it calls free may be on cards by now, and two people would
 * borrow on one account. They are never given again; the library allocates new ones. Returns how many.
 */
export async function setNumbersAside(tx: Writer): Promise<number> {
  const aside = await tx
    .updateTable('library_numbers')
    .set({ used: true })
    .where('shift', 'is', null)
    .where('used', '=', false)
    .returning('number')
    .execute();
  return aside.length;
}

/** How many numbers of the pool no card and no desk has. */
export async function freeLibraryNumbers(read: Reader): Promise<number> {
  const row = await read
    .selectFrom('library_numbers')
    .select((columns) => columns.fn.countAll<number>().as('free'))
    .where('shift', 'is', null)
    .where('used', '=', false)
    .executeTakeFirstOrThrow();
  return Number(row.free);
}

/** Hands `count` free numbers to a shift; none where the program prints none. Fault `library-numbers-short` with `free`. */
export async function takeLibraryNumbers(
  context: Context,
  tx: Writer,
  shift: string,
  count: number,
): Promise<string[]> {
  const library = context.program.program.card.benefits.library;
  if (!library) return [];
  if (context.config.practice) await fillPracticePool(context, tx, library.prefix, count);
  const taken = await tx
    .updateTable('library_numbers')
    .set({ shift })
    .where('number', 'in', (numbers) =>
      numbers
        .selectFrom('library_numbers')
        .select('number')
        .where('shift', 'is', null)
        .where('used', '=', false)
        .limit(count)
        .forUpdate()
        .skipLocked(),
    )
    .returning('number')
    .execute();
  if (taken.length < count)
    throw new Fault<DeskOfficeCode>('library-numbers-short', { free: taken.length, wanted: count });
  return taken.map(({ number }) => number);
}

/** No library gives a practice city numbers: it makes them up, and its cards say SPECIMEN. */
async function fillPracticePool(context: Context, tx: Writer, prefix: string, count: number): Promise<void> {
  if ((await freeLibraryNumbers(tx)) >= count) return;
  const random = context.random(6);
  const start = [...random].map((byte) => byte % 10).join('');
  await addLibraryNumbers(context, tx, `${prefix}${start}`.padEnd(13, '0').slice(0, 13), count * 2);
}

/** At close-down: used numbers stay used, the others return. Neither keeps the shift. */
export async function settleLibraryNumbers(
  tx: Writer,
  shift: string,
  used: readonly string[],
): Promise<void> {
  if (used.length > 0)
    await tx
      .updateTable('library_numbers')
      .set({ used: true, shift: null })
      .where('shift', '=', shift)
      .where('number', 'in', [...used])
      .execute();
  await tx.updateTable('library_numbers').set({ shift: null }).where('shift', '=', shift).execute();
}
