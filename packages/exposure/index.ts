export { ADVERSARIES, type Adversary, isAdversary, type Reach, THE_CITY } from './adversaries.ts';
export { type Answer, answer, type ItemAnswer } from './answer/answer.ts';
export { type Alive, type Bundle, type Cell, type Days, modelled } from './answer/cells.ts';
export type { Clausal } from './answer/clausal.ts';
export { CURVE_MONTHS, type Curve, curveOf, type WholeCurve, wholeCurve } from './answer/curve.ts';
export { type Between, type Drill, drill } from './answer/drill.ts';
export type { Far, Thing } from './answer/drill-reach.ts';
export { type Elsewhere, elsewhere } from './answer/elsewhere.ts';
export { endlessAges, spokenEndless } from './answer/endless-ages.ts';
export { type Existence, existenceOf } from './answer/existence.ts';
export { type Harm, harmOf } from './answer/harm.ts';
export { type HoldPlan, holdPlan, RACE_DAYS } from './answer/hold-plan.ts';
export { everyLever } from './answer/levers.ts';
export { comeByNoWay, type NoWay, spokenNoWay } from './answer/no-way.ts';
export { premiseOf } from './answer/premise.ts';
export { type Range, rangeOf, rangeText, wholeNumbers } from './answer/range.ts';
export { receivedWithin } from './answer/received.ts';
export type { Meant, Row } from './answer/rows.ts';
export { SINGLING_BOUND, type Singling } from './answer/singling.ts';
export type { WhenItEnds } from './answer/span.ts';
export {
  endText,
  inOrder,
  ROW_HEADS,
  rowsOver,
  type SpokenClause,
  spokenAnswer,
  spokenClause,
  spokenRow,
} from './answer/spoken.ts';
export { spokenElsewhere } from './answer/spoken-elsewhere.ts';
export { type SpokenWhatIf, spokenWhatIf } from './answer/spoken-what-if.ts';
export type { Uncounted } from './answer/uncounted.ts';
export {
  type Change,
  type Counted,
  closingPortal,
  compared,
  counted,
  type Lever,
  type Outcome,
  outcomes,
  type UncountedChange,
  withoutHolding,
} from './answer/what-if.ts';
export { type Custody, DEFAULT_CUSTODY, KEPT } from './custody.ts';
export { dateOf, dayNumber } from './day-number.ts';
export { type DemandFault, type ParsedDemand, parseDemand } from './demand/parse.ts';
export type { Clause, Demand, DemandItem } from './demand/schema.ts';
export { RECORD_CLASSES, type RecordClass } from './demand/vocabulary.ts';
export type { ForecastCode, VolumesCode } from './errors.ts';
export { wordDemandFault, wordVolumesFault } from './explain.ts';
export {
  type Forecast,
  forecast,
  type Holding,
  type ScenarioForecast,
  type ScheduleForecast,
  type SeriesHolding,
} from './forecast.ts';
export { keptAfterExpiry, type Schedule, seriesOfChannel, withOverride } from './schedule.ts';
export { type Interval, intervalOf, type Sum } from './suppress/interval.ts';
export { type Published, pinned, suppressed, THRESHOLD, type Wanted } from './suppress/suppress.ts';
export { numbersOf, sinceTheFirst, type Table } from './suppress/tables.ts';
export { type ParsedVolumes, parseVolumes, type VolumesFault } from './volumes.ts';
export type { Channel, Override, Scenario, Volumes } from './volumes-schema.ts';
export { MONTHS_AHEAD, MONTHS_BACK } from './window.ts';
export { exposureWords } from './words.ts';
