import type { FastifyRequest } from 'fastify';
import { createBudget } from './budget.ts';

/** Everything of documents that this process has at one time: what is coming, what waits for its rest, what is worked on. */
export const budget = createBudget();

const held = new WeakMap<FastifyRequest, number>();

/** Takes bytes of the budget for a request, until it is answered. Fault `upload-busy` */
export function hold(request: FastifyRequest, bytes: number): void {
  budget.take(bytes);
  held.set(request, (held.get(request) ?? 0) + bytes);
}

export function letGo(request: FastifyRequest): void {
  budget.give(held.get(request) ?? 0);
  held.delete(request);
}
