import { type Outcome, spokenWhatIf } from '@commonkey/exposure';
import type { Speak } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';

/** Every lever of the city's rules in one table: what it takes away, and its price at desks. */
export function WhatIfView({
  say,
  language,
  found,
}: {
  say: Speak;
  language: string;
  found: readonly Outcome[] | null;
}) {
  if (found === null) return <p>{say('exposure.what-if.none')}</p>;
  const { heads, rows, notes } = spokenWhatIf(found, say, language);
  return (
    <section>
      <h2 id="what-if">{say('exposure.what-if')}</h2>
      <p>{say('exposure.what-if.expected')}</p>
      <DataTable
        labelledBy="what-if"
        heads={heads}
        rows={rows.map(([name = '', ...cells]) => ({ key: name, cells: [<code>{name}</code>, ...cells] }))}
      />
      {notes.map((note) => (
        <p key={note} class="aside">
          {note}
        </p>
      ))}
    </section>
  );
}
