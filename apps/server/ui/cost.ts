import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';

/** What a card costs, in the figures of the city's fees. */
export function cost(program: Pick<Program, 'fees'>, say: Speak, language: string): string {
  const dearest = program.fees.reduce((most, fee) => Math.max(most, fee.cents), 0);
  if (dearest === 0) return say('start.free');
  const currency = program.fees.find(({ cents }) => cents === dearest)?.currency ?? 'USD';
  const amount = new Intl.NumberFormat(language, { style: 'currency', currency }).format(dearest / 100);
  return say('start.cost', { amount });
}
