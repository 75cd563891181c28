import type { Speak } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD } from '../../http/csrf.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { uploadFault } from '../../uploads/errors.ts';
import { LIMITS, MEBIBYTE } from '../../uploads/limits.ts';
import { PARTS_PATH, partsWait, THROW_AWAY_PATH } from '../../uploads/part-route.ts';
import { KEPT_MINUTES } from '../../uploads/parts.ts';
import { describedBy } from '../kit.tsx';
import { FaceEditor, PaperEditor } from '../safety/editors.tsx';
import { troubleOf, type UploadTrouble, type Want } from './upload-trouble.ts';

const TYPES = { paper: 'image/jpeg,image/png,application/pdf', face: 'image/jpeg,image/png' } as const;

/** One file at a time; what may be sent stands above the field (UP-01). Scripts add a look at it before it goes. */
export function UploadForm(props: {
  request: FastifyRequest;
  /** The page's own path. */
  path: string;
  want: Want;
  label: string;
  trouble?: UploadTrouble | undefined;
}) {
  const { request, path, want, label, trouble } = props;
  const { say, csrf } = request;
  const hint = say(`apply.upload.types-${want}`, { megabytes: LIMITS.bytes / MEBIBYTE, pages: LIMITS.pages });
  const send = say('apply.upload.send');
  const marked = want === 'face' ? { 'data-portal-face': true } : { 'data-portal-upload': true };
  const failed = trouble ? { 'data-failed-title': say('ui.failed-title', { title: '{title}' }) } : {};
  const inParts = { 'data-parts': PARTS_PATH, 'data-most': LIMITS.bytes };
  return (
    <>
      {partsWait(request, path) && <PartWaits {...{ request, path }} />}
      <form
        method="post"
        action={withLanguage(path, request.language)}
        encType="multipart/form-data"
        noValidate
        {...marked}
        {...inParts}
        {...failed}
      >
        {/* First: it is read before the file is. */}
        {csrf !== null && <input type="hidden" name={CSRF_FIELD} value={csrf} />}
        <div class={trouble ? 'field field-wrong' : 'field'}>
          <label for="picture">{label}</label>
          <p id="picture-hint" class="hint">
            {hint}
          </p>
          {trouble && <Trouble trouble={trouble} />}
          <input
            id="picture"
            name="picture"
            type="file"
            accept={TYPES[want]}
            aria-describedby={`${describedBy('picture', hint, trouble?.said)}${trouble?.ways.length ? ' picture-ways' : ''}`}
            data-pick={say('upload.pick')}
          />
          {want === 'face' ? <FaceEditor say={say} /> : <PaperEditor say={say} />}
        </div>
        <button type="submit">{send}</button>
        <SendingState say={say} send={send} want={want} />
      </form>
    </>
  );
}

/** What is here of a picture whose line broke, and the way to be rid of it (UP-06). */
function PartWaits({ request: { say, csrf, language }, path }: { request: FastifyRequest; path: string }) {
  return (
    <div class="notice" data-part-waits>
      <p>{say('upload.waits', { minutes: KEPT_MINUTES })}</p>
      <p hidden data-with-scripts>
        {say('upload.waits-rest')}
      </p>
      <noscript>
        <p>{say('upload.waits-whole')}</p>
      </noscript>
      <form method="post" action={withLanguage(THROW_AWAY_PATH, language)} noValidate>
        {csrf !== null && <input type="hidden" name={CSRF_FIELD} value={csrf} />}
        <input type="hidden" name="at" value={path} />
        <button type="submit" class="quiet small">
          {say('upload.waits-drop')}
        </button>
      </form>
    </div>
  );
}

/** One short sentence, the same as in the summary above; the ways round it as a list, which is read out with the field. */
function Trouble({ trouble: { said, ways } }: { trouble: UploadTrouble }) {
  return (
    <>
      <p id="picture-error" class="field-error">
        {said}
      </p>
      {ways.length > 0 && (
        <ul id="picture-ways" class="field-ways">
          {ways.map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/**
 * How far a picture is on its way, for the script: empty until it goes. The line that is read out is in the page from the
 * start, since what appears together with its words is not always heard (WCAG 4.1.3).
 */
export function SendingState({ say, send, want }: { say: Speak; send: string; want: Want }) {
  const { said, ways } = troubleOf(say, uploadFault('upload-too-big'), want);
  return (
    <div
      class="sending"
      data-sending-state
      data-sending={say('upload.sending')}
      data-through={say('upload.through', { percent: '{percent}' })}
      data-waiting={say('upload.waiting', { send })}
      data-back={say('upload.back')}
      data-resumed={say('upload.resumed')}
      data-checking={say('upload.checking')}
      data-lost={say('upload.lost', { send })}
      data-stopped={say('upload.stopped')}
      data-too-big={[said, ...ways].join(' ')}
    >
      <p role="status" class="editor-said" data-sending-said />
      <progress hidden max="100" value="0" aria-label={say('upload.progress')} />
      <button type="button" class="quiet small" hidden data-stop>
        {say('upload.stop')}
      </button>
    </div>
  );
}
