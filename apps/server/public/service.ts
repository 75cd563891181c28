export { readVolumes } from './forecast/volumes.ts';
export type { Difference } from './held/difference.ts';
export { filesSeen } from './held/files.ts';
export { type Observed, observe } from './held/observe.ts';
export {
  absentOf,
  BASE_BACKUP,
  type Declaration,
  declarations,
  type OtherWay,
  otherWays,
} from './held/other-ways.ts';
export { liveColumns, schemaDifferences } from './held/schema.ts';
export { watchHeld } from './held/watch.ts';
export { wayDifferences } from './held/ways.ts';
export { noticesToday } from './notices/routes.tsx';
export { type KeptStatistics, keptStatistics, releaseOpenings } from './statistics/releases.ts';
