import type { Program } from '@commonkey/program';
import { z } from 'zod';
import { NOTICE_BASES } from '../../store/tables/legal-notices.ts';
import { wordsBody } from '../bodies.ts';

const decided = {
  basis: z.enum(NOTICE_BASES).exactOptional(),
  afterGag: z.literal('on').exactOptional(),
};
export const tellBody = z.strictObject(decided);

const day = z.string().max(10).default('');
export const publishBody = (program: Pick<Program, 'city'>) =>
  z.strictObject({ ...wordsBody(program).omit({ gag: true }).shape, ...decided, from: day, until: day });

export const noticeBody = z.strictObject({ notice: z.uuid() });
