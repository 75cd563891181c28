import type { Context } from '../context.ts';
import { opensAt } from '../holds/opening.ts';

/** When destruction under a filed certificate begins, as day and time where the city is; nothing before it is filed. */
export function opensIn(
  { program }: Pick<Context, 'program'>,
  language: string,
  { disposalOn }: { disposalOn: string | null },
): string {
  if (disposalOn === null) return '';
  const { timeZone } = program.program.city;
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return words.format(opensAt(disposalOn));
}
