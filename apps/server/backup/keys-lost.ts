/**
 * Rows of sealed records whose keys are lost, and the tables that their keys lay in. How old a table was only the lost key process
 * knew: by the new one's reckoning a row could seem to have come after a hold that it may speak of. Said of none, every hold of its
 * series holds it.
 */
export async function* ofLostKeys(
  parts: AsyncIterable<readonly string[]>,
  epochs: Set<string>,
): AsyncIterable<readonly string[]> {
  for await (const lines of parts)
    yield lines.map((line) => {
      const row: { epoch: string; age?: number | null } = JSON.parse(line);
      epochs.add(row.epoch);
      return JSON.stringify({ ...row, age: null });
    });
}

/** What the key process reads (apps/keeper/vault/lost.ts): what is sealed later lies in none of these tables. */
export const declaration = (epochs: ReadonlySet<string>): string =>
  JSON.stringify({ v: 1, epochs: [...epochs].sort() });
