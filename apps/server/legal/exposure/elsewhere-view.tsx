import { type DemandItem, elsewhere, type ItemAnswer, spokenElsewhere } from '@commonkey/exposure';
import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';

/** Copies outside, by the sharing register: whoever asks may ask them instead. */
export function ElsewhereView(props: {
  say: Speak;
  language: string;
  id: string;
  program: Program;
  item: DemandItem;
  found: ItemAnswer;
}) {
  const { say, language, id, program, item, found } = props;
  const { heads, rows, note } = spokenElsewhere(elsewhere(program, item, found), say, language);
  return (
    <>
      <h3 id={id}>{say('exposure.elsewhere')}</h3>
      {rows.length > 0 && (
        <DataTable
          labelledBy={id}
          heads={heads}
          rows={rows.map((cells, at) => ({ key: String(at), cells }))}
        />
      )}
      <p>{note}</p>
    </>
  );
}
