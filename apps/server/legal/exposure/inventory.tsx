import { endText, type ItemAnswer, wholeNumbers } from '@commonkey/exposure';
import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import type { Config } from '../../config/config.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { type Lies, whereItLies } from './where-it-lies.ts';

export type Setting = { program: Program; config: Pick<Config, 'blobs' | 'databaseUrl'> };

const COLUMNS = [
  'what',
  'where',
  'custodian',
  'form',
  'people',
  'items',
  'ends',
  'process',
  'reach',
] as const;

/** Each thing that lies there: where, with whom, in what form, whose, until when, and what the city asks for before it hands it over. */
export function Inventory({
  say,
  language,
  id,
  found,
  setting,
}: {
  say: Speak;
  language: string;
  id: string;
  found: ItemAnswer;
  setting: Setting;
}) {
  return (
    <>
      <h3 id={id}>{say('exposure.inventory')}</h3>
      <DataTable
        labelledBy={id}
        heads={COLUMNS.map((one) => say(`exposure.inventory.${one}`))}
        rows={whereItLies(found.rows, setting.program, setting.config).map((lies) => ({
          key: lies.rows
            .map(({ series, channel, holds, form }) => `${series} ${channel} ${holds} ${form}`)
            .join(),
          cells: cellsOf(lies, say, language),
        }))}
      />
    </>
  );
}

function cellsOf(
  { rows, places, custodian, process }: Lies,
  say: Speak,
  language: string,
): ComponentChildren[] {
  const [row] = rows;
  const format = wholeNumbers(language);
  const { yes, reading, unknown } = row.people;
  const people = format.format(yes + reading + unknown);
  const asked = row.asked ? ` (${say('exposure.asked')})` : '';
  return [
    `${row.series}: ${rows.map(({ holds }) => holds).join(', ')}${asked}`,
    places.map((one) => say(`exposure.where.${one}`)).join(', '),
    say(`exposure.custodian.${custodian ?? 'unknown'}`),
    say(`exposure.form.${row.form}`),
    row.atLeast ? say('exposure.least', { people }) : people,
    format.format(row.objects),
    <span class="one-line">{endText([row.ends], row.ends.last ?? '', say)}</span>,
    say(`exposure.process.${process}`),
    say(`exposure.reach.${row.reach}`),
  ];
}
