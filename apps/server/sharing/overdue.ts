import type { Flow, PlainDate, Program } from '@commonkey/program';

export const isOverdue = ({ reviewBy }: Pick<Flow, 'reviewBy'>, today: PlainDate): boolean =>
  reviewBy < today;

/** Flows that somebody should have looked at by now. */
export const overdueFlows = ({ sharing }: Pick<Program, 'sharing'>, today: PlainDate): Flow[] =>
  (sharing?.flows ?? []).filter((flow) => isOverdue(flow, today));
