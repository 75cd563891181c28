import { type FaultParams, isFault } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';

/**
 * What a form could not do, in words to stand beside it. What is no fault of this office, and what was asked for and is not there,
 * goes on to a page of its own.
 * @param statuses of the office's faults
 * @param inWords says parameters as people do
 */
export function told(
  request: FastifyRequest,
  error: unknown,
  statuses: Readonly<Record<string, number>>,
  inWords: (params: FaultParams) => FaultParams = (params) => params,
): { fault: string; status: number; code: string } {
  const status = isFault(error) ? statuses[error.code] : undefined;
  if (!isFault(error) || status === undefined || status === 404) throw error;
  return { fault: request.say(`fault.${error.code}`, inWords(error.params)), status, code: error.code };
}
