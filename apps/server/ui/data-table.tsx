import type { ComponentChildren } from 'preact';

export type DataTableProps = {
  /** Id of the heading that names the table. */
  labelledBy: string;
  heads: readonly string[];
  /** Cells in the order of `heads`; the first names its row. */
  rows: readonly { key: string; cells: readonly ComponentChildren[] }[];
};

/** A table that becomes one short list a row where the page is narrow, so that nobody scrolls sideways. */
export function DataTable({ labelledBy, heads, rows }: DataTableProps) {
  return (
    <table class="data" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {others.map((cell, place) => (
              <td key={heads[place + 1]} data-head={heads[place + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
