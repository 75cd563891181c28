import { z } from 'zod';
import { type Covering, LONGEST_REASON, MOST_COVERED, MOST_SCANNED } from '../../demands/sealed.ts';
import type { FormFaults } from '../../wish.ts';

export const SIDES = ['left', 'top', 'width', 'height'] as const;
const OTHERS = ['page', 'law', 'reason'] as const;
export type BoxField = (typeof SIDES)[number] | (typeof OTHERS)[number];
export const fieldOf = (box: number, field: BoxField): string => `b${box}-${field}`;
export const leaveField = (page: number): string => `leave-${page}`;
/** A box that is thinner hides no word. */
export const LEAST = 0.2;
const ROUNDED = 0.2;

const upTo = (most: number): number[] => Array.from({ length: most }, (_, at) => at + 1);
export const BOXES = upTo(MOST_COVERED);
const number = z.string().max(20).exactOptional();

/** The form: so many boxes as numbers, pages that are left out, and that nothing needs to be covered. */
export const drawnBody = z.strictObject({
  whole: z.literal('on').exactOptional(),
  ...Object.fromEntries(
    upTo(MOST_SCANNED).map((page) => [leaveField(page), z.literal('on').exactOptional()]),
  ),
  ...Object.fromEntries(
    BOXES.flatMap((box) => [
      ...SIDES.map((side) => [fieldOf(box, side), number]),
      [fieldOf(box, 'page'), number],
      [fieldOf(box, 'law'), z.string().max(40).exactOptional()],
      // Longer than it may be, so that the page can say so and lose nothing.
      [
        fieldOf(box, 'reason'),
        z
          .string()
          .max(LONGEST_REASON * 4)
          .exactOptional(),
      ],
    ]),
  ),
});
export type DrawnForm = Readonly<Record<string, string | undefined>>;

/** Pages that are in the copy, by their place among all that were scanned; parts by their page's place in the copy. */
export type Drawn = { pages: readonly number[]; boxes: readonly Covering[] };

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';
/** A row of the form that somebody put something into. The page alone is a choice that stands there from the start. */
export const isUsed = (form: DrawnForm, box: number): boolean =>
  [...SIDES, 'law', 'reason'].some((field) => !isBlank(form[fieldOf(box, field as BoxField)]));

/** Reads what was drawn off the form. Faults by field. */
export function readDrawn(
  form: DrawnForm,
  { pages, laws }: { pages: number; laws: readonly string[] },
): { drawn: Drawn | null; faults: FormFaults } {
  const faults: Record<string, string> = {};
  const kept = upTo(pages).filter((page) => form[leaveField(page)] !== 'on');
  if (kept.length === 0) faults[leaveField(1)] = 'redact-no-page';
  const boxes = BOXES.filter((box) => isUsed(form, box)).map((box) =>
    readBox(form, box, { kept, laws, faults }),
  );
  if (boxes.length === 0 && form.whole !== 'on') faults.whole = 'redact-nothing';
  if (boxes.length > 0 && form.whole === 'on') faults.whole = 'redact-not-whole';
  return { faults, drawn: Object.keys(faults).length > 0 ? null : { pages: kept, boxes } };
}

function readBox(
  form: DrawnForm,
  box: number,
  {
    kept,
    laws,
    faults,
  }: { kept: readonly number[]; laws: readonly string[]; faults: Record<string, string> },
): Covering {
  const of = (field: BoxField): string => (form[fieldOf(box, field)] ?? '').trim();
  const wrong = (field: BoxField, code: string): void => {
    faults[fieldOf(box, field)] ??= code;
  };
  const [left = 0, top = 0, width = 0, height = 0] = SIDES.map((side) => {
    const said = percentOf(of(side));
    if (said === null) wrong(side, 'redact-side');
    return said ?? 0;
  });
  if (!SIDES.some((side) => faults[fieldOf(box, side)])) {
    if (width < LEAST) wrong('width', 'redact-thin');
    if (height < LEAST) wrong('height', 'redact-thin');
    if (left >= 100) wrong('left', 'redact-outside');
    if (top >= 100) wrong('top', 'redact-outside');
    // What is drawn with the pointer is rounded: that much is the edge of the page.
    if (left < 100 && left + width > 100 + ROUNDED) wrong('width', 'redact-beyond');
    if (top < 100 && top + height > 100 + ROUNDED) wrong('height', 'redact-beyond');
  }
  const page = kept.indexOf(Number(of('page'))) + 1;
  if (page === 0) wrong('page', 'redact-page');
  if (!laws.includes(of('law'))) wrong('law', 'redact-law');
  if (of('reason') === '') wrong('reason', 'redact-reason');
  if (of('reason').length > LONGEST_REASON) wrong('reason', 'redact-reason-long');
  return { page, left, top, width, height, exemption: of('law'), reason: of('reason') };
}

/** Also with a comma, as many write it. Null where it is no number from 0 to 100. */
function percentOf(text: string): number | null {
  if (!/^\d{1,3}([.,]\d{1,6})?$/.test(text)) return null;
  const said = Number(text.replace(',', '.'));
  return said <= 100 ? said : null;
}

/** What was drawn, as the form has it: a copy that waits is gone on from. */
export function filledFrom({ pages, boxes }: Drawn, all: number): DrawnForm {
  const left = upTo(all).filter((page) => !pages.includes(page));
  return {
    ...(boxes.length === 0 && { whole: 'on' }),
    ...Object.fromEntries(left.map((page) => [leaveField(page), 'on'])),
    ...Object.fromEntries(
      boxes.flatMap(({ page, exemption, reason, ...sides }, at) => [
        ...SIDES.map((side) => [fieldOf(at + 1, side), String(sides[side])]),
        [fieldOf(at + 1, 'page'), String(pages[page - 1] ?? '')],
        [fieldOf(at + 1, 'law'), exemption],
        [fieldOf(at + 1, 'reason'), reason],
      ]),
    ),
  };
}
