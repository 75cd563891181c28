import { RECORD_CLASSES } from '@commonkey/exposure';
import { INSTRUMENT_TYPES, ISSUER_CLASSES, KEPT_ELSEWHERE, type Program } from '@commonkey/program';
import { z } from 'zod';
import {
  AMENDED,
  DATED,
  type DemandClass,
  GAGS,
  NOT_LISTED,
  RECEIVED_BY,
  SELECTORS,
  TOUCHES,
} from '../../store/tables/demands.ts';
import { scopeFields } from '../wish.ts';
import { LONGEST_TEXT, PAPER_LINES } from './sealed.ts';

/** Blocks of items on the intake page. An empty one is none; more than these are one block's several classes. */
export const ITEM_BLOCKS = 6;
/** All that an item can ask for: of this service, and of others of the city. */
export const DEMAND_CLASSES = [
  ...RECORD_CLASSES,
  ...KEPT_ELSEWHERE,
] as const satisfies readonly DemandClass[];

/** Longer than a day is, so that the page can say so: a browser takes years of five figures. */
const day = z.string().max(40).default('');
const on = z.literal('on').exactOptional();
/** Longer than it may be, so that the page can say so and lose nothing. */
const written = (longest: number) =>
  z
    .string()
    .max(longest * 2)
    .default('');

export const HOLD_WAYS = ['asked', 'scope', 'none'] as const;

const itemFields = (blocks: number) =>
  Object.fromEntries(
    Array.from({ length: blocks }, (_, at) => at + 1).flatMap((n) => [
      [`item${n}-words`, written(LONGEST_TEXT)],
      [`item${n}-from`, day],
      [`item${n}-until`, day],
      [`item${n}-selector`, z.enum(SELECTORS).exactOptional()],
      ...DEMAND_CLASSES.map((one) => [`item${n}-class-${one}`, on]),
      ...TOUCHES.map((one) => [`item${n}-touches-${one}`, on]),
    ]),
  );

/** What is added to a demand after intake: one item, a hold, or both. */
export const amendBody = (program: Program) =>
  z.strictObject({
    hold: z.uuid(),
    why: z.enum(AMENDED).exactOptional(),
    ...itemFields(1),
    keep: z.enum(HOLD_WAYS).exactOptional(),
    ...scopeFields(program),
  });

export const intakeBody = (program: Program) =>
  z.strictObject({
    id: z.uuid(),
    hold: z.uuid(),
    /** Holds that an earlier press of it has placed. */
    held: z.string().max(400).default(''),
    matter: z.string().max(20).default(''),
    received: day,
    by: z.enum(RECEIVED_BY).exactOptional(),
    instrument: z.enum(INSTRUMENT_TYPES).exactOptional(),
    issuer: z.enum([...ISSUER_CLASSES, NOT_LISTED]).exactOptional(),
    custodian: z.string().max(80).exactOptional(),
    gag: z.enum(GAGS).exactOptional(),
    gagUntil: day,
    ...Object.fromEntries(DATED.map((which) => [`day-${which}`, day])),
    ...Object.fromEntries(PAPER_LINES.map((line) => [`line-${line}`, written(300)])),
    ...itemFields(ITEM_BLOCKS),
    keep: z.enum(HOLD_WAYS).exactOptional(),
    ...scopeFields(program),
  });
export type IntakeForm = Readonly<Record<string, string | undefined>>;
