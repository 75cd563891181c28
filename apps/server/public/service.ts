export type { Difference } from './held/difference.ts';
export { filesSeen } from './held/files.ts';
export { type Observed, observe } from './held/observe.ts';
export { watchHeld } from './held/watch.ts';
