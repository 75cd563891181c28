import { Fault } from '@commonkey/words';
import type { HttpCode } from '../http/errors.ts';
import { LIMITS, MEBIBYTE } from './limits.ts';

/** Every code that a refused upload answers with; each has its words under `fault.<code>`. */
export type UploadCode =
  | 'upload-none'
  | 'upload-empty'
  | 'upload-too-big'
  | 'upload-not-a-picture'
  | 'upload-heic'
  | 'upload-password'
  | 'upload-too-many-pages'
  | 'upload-too-many-pixels'
  | 'upload-damaged'
  | 'upload-took-too-long'
  | 'upload-busy'
  | 'upload-parts-gone'
  | 'upload-failed';

export const UPLOAD_STATUS: Readonly<Record<UploadCode, number>> = {
  'upload-none': 422,
  'upload-empty': 422,
  'upload-too-big': 413,
  'upload-not-a-picture': 415,
  'upload-heic': 415,
  'upload-password': 422,
  'upload-too-many-pages': 422,
  'upload-too-many-pixels': 422,
  'upload-damaged': 422,
  'upload-took-too-long': 422,
  'upload-busy': 503,
  'upload-parts-gone': 409,
  'upload-failed': 500,
};

/** A refusal, with the figures that its words name. */
export function uploadFault(
  code: UploadCode,
  { most = LIMITS.bytes, ...options }: { cause?: unknown; most?: number } = {},
): Fault<UploadCode> {
  const figures = {
    megabytes: most / MEBIBYTE,
    pages: LIMITS.pages,
    megapixels: LIMITS.pixels / 1_000_000,
  };
  return new Fault(code, figures, options);
}

/** What no form of ours sends. */
export const malformed = (cause?: unknown): Fault<HttpCode> => new Fault('request-malformed', {}, { cause });
