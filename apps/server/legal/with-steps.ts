/** How each row of a log stands, by its own steps, which are in order. */
export function withSteps<Row extends { id: string }, Step, Standing>(
  rows: readonly Row[],
  steps: readonly Step[],
  of: { row: (step: Step) => string; standing: (row: Row, steps: readonly Step[]) => Standing },
): Standing[] {
  const byRow = Map.groupBy(steps, of.row);
  return rows.map((row) => of.standing(row, byRow.get(row.id) ?? []));
}
