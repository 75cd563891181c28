import { type Program, portalRules } from '@commonkey/program';
import { type StoredScope, takesSeries } from '../holds/scope.ts';

/** Whether a scope names what no hold keeps past a decision (docs/adr/0029-review-box-and-holds.md). */
export function takesReviewBox(program: Program, scope: Pick<StoredScope, 'series' | 'channel'>): boolean {
  const series = portalRules(program)?.records['review-box'];
  return series !== undefined && takesSeries(scope, series, () => 'portal');
}
