export { ADVERSARIES, type Adversary, isAdversary, type Reach } from './adversaries.ts';
export { type Answer, answer, type ItemAnswer } from './answer/answer.ts';
export { type Alive, type Bundle, type Cell, type Days, modelled } from './answer/cells.ts';
export type { Clausal } from './answer/clausal.ts';
export { type Between, type Drill, drill } from './answer/drill.ts';
export { receivedWithin } from './answer/received.ts';
export type { Meant, Row } from './answer/rows.ts';
export {
  inOrder,
  type Range,
  ROW_HEADS,
  rangeOf,
  type SpokenClause,
  spokenAnswer,
  spokenClause,
  spokenRow,
  wholeNumbers,
} from './answer/spoken.ts';
export { closingPortal, type Lever, type Outcome, outcomes, withoutHolding } from './answer/what-if.ts';
export { dayNumber } from './day-number.ts';
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
export { type ParsedVolumes, parseVolumes, type VolumesFault } from './volumes.ts';
export type { Channel, Override, Scenario, Volumes } from './volumes-schema.ts';
export { MONTHS_AHEAD, MONTHS_BACK } from './window.ts';
export { exposureWords } from './words.ts';
