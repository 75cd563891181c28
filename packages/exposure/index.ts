export type { ForecastCode, VolumesCode } from './errors.ts';
export { wordVolumesFault } from './explain.ts';
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
