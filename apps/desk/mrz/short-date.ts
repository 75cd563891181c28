import type { PlainDate } from '@commonkey/program';

/** `YYMMDD` → the latest such day that is not after `today`; undefined if there is none or a part is unknown. */
export function pastDate(short: string, today: PlainDate): PlainDate | undefined {
  const century = Number(today.slice(0, 2));
  return [century, century - 1]
    .map((one) => dateIn(one, short))
    .find((date) => date !== undefined && date <= today);
}

/** `YYMMDD` → the day within fifty years of `today`, before or after. */
export function nearestDate(short: string, today: PlainDate): PlainDate | undefined {
  const year = Number(today.slice(0, 4));
  const century = Number(today.slice(0, 2));
  return [century - 1, century, century + 1]
    .map((one) => dateIn(one, short))
    .find(
      (date) =>
        date !== undefined && Number(date.slice(0, 4)) > year - 50 && Number(date.slice(0, 4)) <= year + 50,
    );
}

function dateIn(century: number, short: string): PlainDate | undefined {
  if (!/^\d{6}$/.test(short)) return undefined;
  const date = `${century}${short.slice(0, 2)}-${short.slice(2, 4)}-${short.slice(4, 6)}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  // Date.parse lets 31 April roll over into May; the day written back tells.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? undefined : date;
}
