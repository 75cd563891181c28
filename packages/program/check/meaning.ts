import type { Program } from '../types.ts';
import type { Report } from './fault.ts';

/** What the shape alone cannot show: names that lead nowhere, ages that overlap, records that never end. */
export function checkMeaning(_program: Program, _report: Report): void {}
