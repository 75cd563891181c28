import { endText, type ItemAnswer, inOrder, type Row, wholeNumbers } from '@commonkey/exposure';
import { type Program, processFor } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import type { Config } from '../../config/config.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import { DataTable } from '../../ui/data-table.tsx';

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
        rows={alikeRows(found.rows).map((rows) => ({
          key: rows.map(({ series, channel, holds, form }) => `${series} ${channel} ${holds} ${form}`).join(),
          cells: cellsOf(rows, say, language, setting),
        }))}
      />
    </>
  );
}

/** Things of one series that lie there in one form are of the same people and end on the same days: one line. */
function alikeRows(rows: readonly Row[]): [Row, ...Row[]][] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of inOrder(rows)) {
    const key = `${row.series} ${row.channel} ${row.form} ${row.asked}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function cellsOf(
  rows: readonly [Row, ...Row[]],
  say: Speak,
  language: string,
  { program, config }: Setting,
): ComponentChildren[] {
  const [row] = rows;
  const format = wholeNumbers(language);
  const { yes, reading, unknown } = row.people;
  const people = format.format(yes + reading + unknown);
  const asked = row.asked ? ` (${say('exposure.asked')})` : '';
  return [
    `${row.series}: ${rows.map(({ holds }) => holds).join(', ')}${asked}`,
    placesOf(row)
      .map((one) => say(`exposure.where.${one}`))
      .join(', '),
    say(`exposure.custodian.${isAway(row, config) ? 'vendor' : 'city'}`),
    say(`exposure.form.${row.form}`),
    row.atLeast ? say('exposure.least', { people }) : people,
    format.format(row.objects),
    <span class="one-line">{endText([row.ends], row.ends.last ?? '', say)}</span>,
    say(`exposure.process.${processFor(program, row.series) ?? 'not-stated'}`),
    say(`exposure.reach.${row.reach}`),
  ];
}

/** As the manifest has it; a thing lies where its desk is. */
function placesOf({ form, holds }: Row): readonly string[] {
  if (form === 'physical') return ['desk'];
  if (form === 'readable' || form === 'fingerprint')
    return holds === 'status-place' || holds === 'serial'
      ? HOLDINGS.cards.location
      : HOLDINGS.applications.location;
  return HOLDINGS.vault_records.location;
}

/** A database or a bucket by address may be a vendor's: its notice goes there too. */
function isAway({ form }: Row, { blobs, databaseUrl }: Setting['config']): boolean {
  if (form === 'physical') return false;
  return databaseUrl !== null || (form !== 'readable' && form !== 'fingerprint' && blobs.kind !== 'folder');
}
