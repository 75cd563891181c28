import { type Fault, isFault, type Speak } from '@commonkey/words';
import { UPLOAD_STATUS, type UploadCode } from '../../uploads/errors.ts';
import { PORTAL_STATUS } from '../errors.ts';

/** What was wrong with a picture, in one sentence, and the ways round it, each a step of its own (UP-02). */
export type UploadTrouble = { said: string; ways: readonly string[] };

/** How many ways round there are words for, under `upload.way-<what>-<n>`; the other sentences say it all themselves. */
export const WAYS: Readonly<Record<string, number>> = {
  'upload-heic': 3,
  'upload-too-big': 1,
  'upload-not-a-picture': 2,
  'upload-password': 1,
  'upload-too-many-pages': 2,
  'upload-too-many-pixels': 1,
} satisfies { readonly [code in UploadCode]?: number };
const STATUSES: Readonly<Record<string, number>> = { ...UPLOAD_STATUS, ...PORTAL_STATUS };

export function troubleOf(
  say: Speak,
  { code, params }: Pick<Fault<string>, 'code' | 'params'>,
): UploadTrouble {
  const name = code.replace(/^upload-/, '');
  const ways = Array.from({ length: WAYS[code] ?? 0 }, (_, place) => say(`upload.way-${name}-${place + 1}`));
  return { said: say(`fault.${code}`, params), ways };
}

/** What a form says of a picture that could not be taken; anything else is thrown on. */
export function refusalOf(say: Speak, error: unknown): { trouble: UploadTrouble; status: number } {
  const status = isFault(error) ? STATUSES[error.code] : undefined;
  if (!isFault(error) || status === undefined) throw error;
  return { trouble: troubleOf(say, error), status };
}
