export { alteredGuards } from './altered.ts';
export { admitLost, missingLeaves } from './kept-leaves.ts';
