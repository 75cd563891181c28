import type { PlainDate } from '@commonkey/program';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { RecordHead, VaultKind } from '../../vault/vault.ts';
import type { Seen } from '../change-sealed.ts';
import type { Application } from '../session.ts';

/** Before a decision: a reviewer who has it open decides about what they saw, so they get it anew. */
export const CORRECTABLE: readonly ApplicationState[] = ['waiting', 'asked', 'appealed'];

/** How it stands, as a resident is told. That somebody looks a second time is nothing they could act on. */
export const SAID = {
  draft: 'waiting',
  waiting: 'waiting',
  'second-look': 'waiting',
  withdrawn: 'waiting',
  asked: 'asked',
  approved: 'approved',
  denied: 'denied',
  appealed: 'appealed',
  lapsed: 'lapsed',
} as const satisfies Record<ApplicationState, string>;

/**
 * Records by the rule: not ending, and their day still to come. What a law keeps past its day is not among them, and no page
 * says whether there is any (docs/adr/0012-leaving.md).
 */
export function byTheRule(heads: readonly RecordHead[], today: PlainDate): RecordHead[] {
  return heads.filter(({ ending, endsOn }) => !ending && endsOn > today);
}

export function headOf(
  heads: readonly RecordHead[],
  kind: VaultKind,
  today: PlainDate,
): RecordHead | undefined {
  return byTheRule(heads, today).find((head) => head.kind === kind);
}

/** Nobody can decide any more: the reviewers' key is dead, or dies today. Its row says so from the next pass on. */
export function isLate(row: Application, heads: readonly RecordHead[], today: PlainDate): boolean {
  return CORRECTABLE.includes(row.state) && headOf(heads, 'review-box', today) === undefined;
}

/** Before the decision, while somebody can still decide. What comes later is corrected by nobody here. */
export function mayCorrect({ row, heads }: Seen, today: PlainDate): boolean {
  return CORRECTABLE.includes(row.state) && !isLate(row, heads, today);
}

export function canAppeal(row: Application, heads: readonly RecordHead[], today: PlainDate): boolean {
  return (
    row.state === 'denied' &&
    row.appeal_until !== null &&
    today < row.appeal_until &&
    headOf(heads, 'papers', today) !== undefined &&
    headOf(heads, 'card', today) !== undefined
  );
}
