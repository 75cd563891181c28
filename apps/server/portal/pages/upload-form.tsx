import type { Speak } from '@commonkey/words';
import { CSRF_FIELD } from '../../http/csrf.ts';
import { LIMITS, MEBIBYTE } from '../../uploads/limits.ts';
import { describedBy } from '../kit.tsx';
import { FaceEditor, PaperEditor } from '../safety/editors.tsx';

const TYPES = { paper: 'image/jpeg,image/png,application/pdf', face: 'image/jpeg,image/png' } as const;

/** One file at a time; what may be sent stands above the field (UP-01). Scripts add a look at it before it goes. */
export function UploadForm(props: {
  action: string;
  csrf: string | null;
  say: Speak;
  want: 'paper' | 'face';
  label: string;
  error?: string | undefined;
}) {
  const { action, csrf, say, want, label, error } = props;
  const hint = say(`apply.upload.types-${want}`, { megabytes: LIMITS.bytes / MEBIBYTE, pages: LIMITS.pages });
  const marked = want === 'face' ? { 'data-portal-face': true } : { 'data-portal-upload': true };
  return (
    <form method="post" action={action} encType="multipart/form-data" noValidate {...marked}>
      {/* First: it is read before the file is. */}
      {csrf !== null && <input type="hidden" name={CSRF_FIELD} value={csrf} />}
      <div class={error ? 'field field-wrong' : 'field'}>
        <label for="picture">{label}</label>
        <p id="picture-hint" class="hint">
          {hint}
        </p>
        {error && (
          <p id="picture-error" class="field-error">
            {error}
          </p>
        )}
        <input
          id="picture"
          name="picture"
          type="file"
          accept={TYPES[want]}
          aria-describedby={describedBy('picture', hint, error)}
        />
        {want === 'face' ? <FaceEditor say={say} /> : <PaperEditor say={say} />}
      </div>
      <button type="submit">{say('apply.upload.send')}</button>
    </form>
  );
}
