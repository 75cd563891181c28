import { Fault } from '@commonkey/words';
import { LIMITS, MEBIBYTE } from './limits.ts';

/** Every code that a refused upload answers with; each has its words under `fault.<code>`. */
export type UploadCode =
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
  | 'upload-failed';

export const UPLOAD_STATUS: Readonly<Record<UploadCode, number>> = {
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
  'upload-failed': 500,
};

/** A refusal, with the figures that its words name. */
export function uploadFault(code: UploadCode, options?: { cause?: unknown }): Fault<UploadCode> {
  const figures = {
    megabytes: LIMITS.bytes / MEBIBYTE,
    pages: LIMITS.pages,
    megapixels: LIMITS.pixels / 1_000_000,
  };
  return new Fault(code, figures, options);
}
