import { contrast } from '../contrast.ts';
import { undrawnFields } from '../drawn.ts';
import type { PrintField, Program } from '../types.ts';
import type { Report } from './fault.ts';

const PAIRS = [
  ['ink', 'paper'],
  ['onAccent', 'accent'],
  ['onBand', 'band'],
  ['onChildBand', 'childBand'],
] as const;

/** WCAG 2.2, 1.4.3: text at its smallest. */
const LEAST = 4.5;

function checkColours(program: Program, report: Report): void {
  const { colours } = program.city;
  for (const [text, ground] of PAIRS) {
    const ratio = contrast(colours[text], colours[ground]);
    if (ratio >= LEAST) continue;
    // Rounded down, so that 4.499 is never shown as 4.5.
    const params = { text, ground, ratio: Math.floor(ratio * 100) / 100, least: LEAST };
    report(['city', 'colours', text], 'contrast-low', params);
  }
}

/** A card that lacks what makes it a card, or what another rule of the program promises to print. */
function checkPrint(program: Program, report: Report): void {
  const { card } = program;
  const printed = new Set<PrintField>(card.print.map(({ field }) => field));
  const careOf = Object.values(program.papers).some((paper) => paper.attestation?.onCard === 'care-of');
  const wanted: [PrintField, boolean, string][] = [
    ['name', true, 'card'],
    ['photo', true, 'card'],
    ['number', true, 'card'],
    ['birth-date', true, 'card'],
    ['expires', true, 'card'],
    ['second-name', card.secondScript, 'secondScript'],
    ['emergency-contact', card.child?.emergencyContact === true, 'child'],
    ['care-of', careOf, 'attestation'],
  ];
  for (const [field, needed, because] of wanted) {
    if (needed && !printed.has(field)) report(['card', 'print'], 'print-needs', { field, because });
  }
  if (!card.qr.some(({ field }) => field === 'number')) {
    report(['card', 'qr'], 'print-needs', { field: 'number', because: 'qr' });
  }
  const digits = card.numberGroups.reduce((sum, group) => sum + group, 0);
  if (digits !== 12) report(['card', 'numberGroups'], 'number-groups-wrong', { digits });
}

/** What the rules print and the card would lack: no fault of the program, and a reason not to serve it. */
export function checkDrawn(program: Program, report: Report): void {
  for (const { place, field, side, because } of undrawnFields(program)) {
    report(['card', 'print', place], 'print-not-drawn', { field, side, because });
  }
}

export function checkCard(program: Program, report: Report): void {
  checkColours(program, report);
  checkPrint(program, report);
  const refusal = program.notices.some(({ where }) => where.includes('refusal'));
  if (program.desk.appeal && !refusal) report(['notices'], 'notice-missing', { where: 'refusal' });
}
