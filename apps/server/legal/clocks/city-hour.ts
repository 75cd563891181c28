import type { PlainDate } from '@commonkey/program';

/** The instant at which it is a full hour of a day where the city is; of a gap in the clock the hour after it. */
export function cityHour(timeZone: string, day: PlainDate, hour: number): Date {
  const wished = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
  const shown = (at: number): number => {
    const parts = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    }).formatToParts(new Date(at));
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return Date.parse(
      `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00Z`,
    );
  };
  // The offset at the first guess may be that of the other side of a change of the clock.
  let at = wished;
  for (let tries = 0; tries < 2; tries += 1) at -= shown(at) - wished;
  return new Date(at);
}
