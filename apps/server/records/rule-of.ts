import type { Program, Series } from '@commonkey/program';
import type { Paper } from './certificates.ts';

/**
 * The rule that a certificate was written under, as today's rules have it. None where the series is gone, or another
 * application or item stands for it now: what that one says is not what was filed.
 */
export function ruleOf(
  paper: Pick<Paper, 'series' | 'application_no' | 'item_no'>,
  { series }: Pick<Program, 'series'>,
): Series | undefined {
  return series.find(
    ({ id, approval }) =>
      id === paper.series &&
      approval?.application === paper.application_no &&
      approval.item === paper.item_no,
  );
}
