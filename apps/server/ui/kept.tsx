import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { cardHoldings } from '../store/holdings/cards.ts';
import { DataTable } from './data-table.tsx';

const REGISTER = cardHoldings.cards;
type Column = keyof typeof REGISTER.columns;

/** All that is kept of a card, a row for each purpose: rendered from the manifest that the code obeys. */
export function KeptTable({ say, labelledBy }: { say: Speak; labelledBy: string }) {
  return (
    <DataTable
      labelledBy={labelledBy}
      heads={[say('start.kept-what'), say('start.kept-why'), say('start.kept-tells')]}
      rows={byPurpose().map(([purpose, columns]) => ({
        key: purpose,
        cells: [
          columns.map((column) => say(`start.kept.${column}`)).join(say('ui.comma')),
          say(`holdings.purpose.${purpose}`),
          inferences(columns)
            .map((one) => say(`holdings.inference.${one}`))
            .join(' · '),
        ],
      }))}
    />
  );
}

/** Until when, in the figures of the city's own rule; null where the rules have no such series. */
export function keptUntil(program: Pick<Program, 'series'>, say: Speak): string | null {
  const series = program.series.find(({ id }) => id === REGISTER.series);
  if (!series) return null;
  const period = span(say, series.period);
  const after = say(series.after === 'expiry' ? 'start.kept-after-expiry' : 'start.kept-after-issue', {
    period,
  });
  return series.atMost
    ? `${after} ${say('start.kept-at-most', { period: span(say, series.atMost.period) })}`
    : after;
}

function span(say: Speak, period: { days?: number; months?: number; years?: number }): string {
  const { days = 0, months = 0, years = 0 } = period;
  return say('start.span', { days, months, years });
}

function byPurpose(): [string, Column[]][] {
  const groups = new Map<string, Column[]>();
  for (const column of Object.keys(REGISTER.columns) as Column[]) {
    const { purpose } = REGISTER.columns[column];
    groups.set(purpose, [...(groups.get(purpose) ?? []), column]);
  }
  return [...groups];
}

/** `nothing` goes without saying where another column of the group tells something. */
function inferences(columns: readonly Column[]): string[] {
  const all = new Set<string>(columns.flatMap((column) => [...REGISTER.columns[column].proxyFor]));
  if (all.size > 1) all.delete('nothing');
  return [...all];
}
