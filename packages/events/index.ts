export { type Arrivals, parseArrivals } from './arrivals.ts';
export { clockTime, type Minute, readClockTime } from './clock-time.ts';
export {
  type DrawEntry,
  type Drawn,
  type DrawTime,
  drawDigest,
  drawPlaces,
  promiseOf,
} from './draw-places.ts';
export { dayFault, type EventDayCode } from './errors.ts';
export { type Foretold, fewestStations, foretell, type Quantiles } from './foretell.ts';
export { offerUntil } from './offer-until.ts';
export {
  ASSUMED_PRINT_MINUTES,
  type PlacePlan,
  type PlannedTime,
  planPlaces,
  releaseOf,
  type Slot,
} from './plan-places.ts';
export {
  ASSUMED_SERVICE,
  averageOf,
  fromDurations,
  fromQuantiles,
  type Service,
  type ServiceQuantiles,
} from './service-times.ts';
export { type DayPlan, type DayRun, simulateDay } from './simulate-day.ts';
export { eventWords } from './words.ts';
