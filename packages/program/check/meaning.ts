import type { PlainDate, Program } from '../types.ts';
import { checkAges } from './ages.ts';
import { checkCard } from './card.ts';
import { checkDates } from './dates.ts';
import type { Report } from './fault.ts';
import { checkLegal } from './legal.ts';
import { checkLetters } from './letters.ts';
import { checkNames } from './names.ts';
import { checkPapers } from './papers.ts';
import { checkPortal } from './portal.ts';
import { checkApprovals, checkSeries } from './series.ts';
import { checkSharing } from './sharing.ts';
import { checkWords } from './words.ts';

/** What the shape alone cannot show: names that lead nowhere, ages that overlap, records that never end. */
export function checkMeaning(program: Program, report: Report, on?: PlainDate): void {
  checkNames(program, report);
  checkDates(program, report);
  checkAges(program, report);
  checkPapers(program, report);
  checkSeries(program, report);
  if (on !== undefined) checkApprovals(program, report, on);
  checkPortal(program, report);
  checkLegal(program, report);
  checkLetters(program, report);
  checkSharing(program, report);
  checkCard(program, report);
  checkWords(program, report);
}
