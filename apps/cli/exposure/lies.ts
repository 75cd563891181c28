import { type ItemAnswer, type Row, rangeText, rowsOver } from '@commonkey/exposure';
import type { Program } from '@commonkey/program';
import { type Machines, whereItLies } from '@commonkey/server/legal/exposure/where-it-lies.ts';
import type { Speak } from '@commonkey/words';
import { columns } from './columns.ts';

const HEADS = ['what', 'where', 'custodian', 'form', 'items', 'process'] as const;

/** Beside the table of people and days: where each thing lies, with whom, under which keys, and what the city asks for first. */
export function liesLines(
  found: readonly ItemAnswer[],
  { rules, machines, say, language }: { rules: Program; machines: Machines; say: Speak; language: string },
): string[] {
  const rows = rowsOver(found);
  if (rows.length === 0) return [];
  const lines = whereItLies(rows, rules, machines).map(({ rows: alike, places, custodian, process }) => {
    const [row] = alike;
    return [
      `${row.asked ? '* ' : '  '}${row.series}: ${alike.map(({ holds }) => holds).join(', ')}`,
      places.map((one) => say(`exposure.where.${one}`)).join(', '),
      say(`exposure.custodian.${custodian ?? 'unknown'}`),
      say(`exposure.form.${row.form}`),
      rangeText(objectsOf(row, found), language),
      say(`exposure.process.${process}`),
    ];
  });
  return [
    '',
    `   ${say('exposure.lies')}`,
    ...columns([HEADS.map((one) => say(`exposure.inventory.${one}`)), ...lines]).map(
      (line) => `     ${line}`,
    ),
  ];
}

/** In each scenario; none where it has nothing of the line. */
const objectsOf = (row: Row, found: readonly ItemAnswer[]): number[] =>
  found.map(({ rows }) => rows.find((one) => keyOf(one) === keyOf(row))?.objects ?? 0);
const keyOf = ({ series, channel, holds, form }: Row): string => `${series} ${channel} ${holds} ${form}`;

/** The same for a machine to read: for each line its rows by name, and the sets of keys of which any one opens it. */
export const liesOf = ({ rows }: ItemAnswer, rules: Program, machines: Machines) =>
  whereItLies(rows, rules, machines).map(({ rows: alike, ...lies }) => ({
    series: alike[0].series,
    channel: alike[0].channel,
    form: alike[0].form,
    holds: alike.map(({ holds }) => holds),
    ...lies,
  }));
