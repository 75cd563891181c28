import type { Period, Program } from '@commonkey/program';
import { registersBeside, seriesOfChannel, withOverride } from '../schedule.ts';
import type { Override, Volumes } from '../volumes-schema.ts';
import { closingPortal, type Lever, withoutHolding } from './what-if.ts';

/** Days after which what came in could be gone, whatever became of it. */
const SOON = 30;

/**
 * The rules as they are, and everything that could be otherwise in them, one at a time: the online channel closed, each series
 * for half as long, what came in online gone after 30 days, each kind of thing not kept at all, and what the volumes name.
 * Each is named as `--what-if` of `commonkey exposure` takes it.
 */
export function everyLever(rules: Program, volumes: Volumes): Lever[] {
  const channels = (['events', 'portal'] as const).filter((channel) =>
    volumes.arrivals.some((one) => one.channel === channel),
  );
  const kept = new Set(
    channels.flatMap((channel) => [...seriesOfChannel(rules, channel), ...registersBeside(rules, channel)]),
  );
  const otherwise = (override: Override): Lever => ({
    name: nameOf(override),
    rules: withOverride(rules, override),
    volumes,
  });
  const online = channels.includes('portal') ? seriesOfChannel(rules, 'portal') : [];
  return [
    { name: rules.id, rules, volumes },
    ...(online.length > 0 ? [closingPortal('close:portal', rules, volumes)] : []),
    ...(volumes.alternatives ?? []).map((one) => ({ ...otherwise(one), name: one.id })),
    ...[...kept].flatMap(({ id, period }) => {
      const half = halfOf(period);
      return half ? [otherwise({ series: id, period: half })] : [];
    }),
    ...online
      .filter(({ period }) => !isSoon(period))
      .map(({ id }) => otherwise({ series: id, after: 'receipt', period: { days: SOON } })),
    ...[...new Set([...kept].flatMap(({ holds }) => holds))].map((holds) =>
      withoutHolding(holds, `without:${holds}`, rules, volumes),
    ),
  ];
}

const isSoon = (period: Period): boolean => 'days' in period && period.days <= SOON;

/** Null: there is no shorter one than a day. A month's half is fifteen days. */
function halfOf(period: Period): Period | null {
  if ('days' in period) return period.days > 1 ? { days: Math.floor(period.days / 2) } : null;
  const months = 'months' in period ? period.months : 12 * period.years;
  if (months === 0) return null;
  return months === 1 ? { days: 15 } : { months: Math.floor(months / 2) };
}

function nameOf({ series, after, period }: Override): string {
  const length =
    'days' in period ? `${period.days}d` : 'months' in period ? `${period.months}m` : `${period.years}y`;
  return `${series}:${after ? `${after}+` : ''}${length}`;
}
