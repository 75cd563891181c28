import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { vendorsOf } from '../vendors.ts';
import { custodiansOf } from './register.ts';

/** Who was served, in words: a department, or a vendor as the sharing register has it. */
export function custodianName(
  context: Pick<Context, 'program'>,
  { say }: FastifyRequest,
  id: string,
): string {
  if (!id.startsWith('vendor:')) return say(`legal.department-${id}`);
  const found = vendorsOf(context).find((one) => `vendor:${one.id}` === id);
  return found?.recipient ?? say('legal.department-vendor-gone');
}

export const custodianOptions = (context: Pick<Context, 'program'>, request: FastifyRequest) =>
  custodiansOf(context).map((id) => [id, custodianName(context, request, id)] as const);

/** The words of a closed list, value by value. */
export const optionsOf = <T extends string>({ say }: FastifyRequest, list: readonly T[], key: string) =>
  list.map((value) => [value, say(`legal.${key}-${value}`)] as const);
