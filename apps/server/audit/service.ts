export { alteredGuards } from './altered.ts';
export { admitLost, missingLeaves } from './kept-leaves.ts';
export { placeLeavesAgain } from './placed-again.ts';
