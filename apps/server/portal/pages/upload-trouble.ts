import { type Fault, isFault, type Speak } from '@commonkey/words';
import { UPLOAD_STATUS, type UploadCode } from '../../uploads/errors.ts';
import { PORTAL_STATUS } from '../errors.ts';

/** What was wrong with a picture, in one sentence, and the ways round it, each a step of its own (UP-02). */
export type UploadTrouble = { said: string; ways: readonly string[] };

/** What a picture is of. */
export type Want = 'paper' | 'face';

/**
 * Of what each way round helps, in the order of its words under `upload.way-<what>-<n>`; the other sentences say it all
 * themselves.
 */
export const WAYS: Readonly<Record<string, readonly (Want | 'both')[]>> = {
  'upload-heic': ['both', 'both', 'both'],
  'upload-too-big': ['both'],
  'upload-not-a-picture': ['paper', 'face'],
  'upload-password': ['both'],
  'upload-too-many-pages': ['both', 'both'],
  'upload-too-many-pixels': ['both'],
} satisfies { readonly [code in UploadCode]?: readonly (Want | 'both')[] };
const STATUSES: Readonly<Record<string, number>> = { ...UPLOAD_STATUS, ...PORTAL_STATUS };

export function troubleOf(
  say: Speak,
  { code, params }: Pick<Fault<string>, 'code' | 'params'>,
  want: Want,
): UploadTrouble {
  const name = code.replace(/^upload-/, '');
  const ways = (WAYS[code] ?? []).flatMap((helps, place) =>
    helps === 'both' || helps === want ? [say(`upload.way-${name}-${place + 1}`)] : [],
  );
  return { said: say(`fault.${code}`, params), ways };
}

/** What a form says of a picture that could not be taken; anything else is thrown on. */
export function refusalOf(
  say: Speak,
  error: unknown,
  want: Want,
): { trouble: UploadTrouble; status: number } {
  const status = isFault(error) ? STATUSES[error.code] : undefined;
  if (!isFault(error) || status === undefined) throw error;
  return { trouble: troubleOf(say, error, want), status };
}
