import { KEPT_ELSEWHERE } from '@commonkey/program';
import type { DemandClass } from '../../store/tables/demands.ts';

/** Kinds of records that other offices of the city keep: nothing here can say whether there are any. */
export const keptElsewhere = (classes: readonly DemandClass[]): DemandClass[] =>
  classes.filter((one) => KEPT_ELSEWHERE.some((other) => other === one));
