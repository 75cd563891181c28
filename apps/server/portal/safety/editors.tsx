import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { PORTAL_STYLE } from '../browser/script.ts';

const MOVES = ['left', 'right', 'up', 'down', 'wider', 'narrower', 'taller', 'shorter'] as const;
const HINTS = ['small', 'small-face', 'dark', 'blurred', 'glare', 'cut', 'far'] as const;
const SLIDES = [
  ['zoom', 0],
  ['across', 50],
  ['down', 50],
] as const;

/** Inside a `<form data-portal-upload>`, after its input: what the script shows once a picture is chosen. */
export function PaperEditor({ say }: { say: Speak }) {
  return (
    <Editor
      say={say}
      more={{
        'data-box': say('editor.box', { number: '{number}' }),
        'data-corner': say('editor.corner'),
        'data-unfinished': say('editor.unfinished', { remove: say('editor.remove') }),
      }}
    >
      <p>{say('editor.paper-lead')}</p>
      <fieldset class="black-tools">
        <legend>{say('editor.tools')}</legend>
        <button type="button" class="quiet small" data-do="add">
          {say('editor.add')}
        </button>
        {MOVES.map((move) => (
          <button key={move} type="button" class="quiet small" data-do={move}>
            {say(`editor.${move}`)}
          </button>
        ))}
        <button type="button" class="quiet small" data-do="remove">
          {say('editor.remove')}
        </button>
      </fieldset>
      <div class="black-stage" data-stage>
        <canvas role="img" aria-label={say('editor.paper-picture')} />
      </div>
    </Editor>
  );
}

/** Inside a `<form data-portal-face>`, after its input. */
export function FaceEditor({ say }: { say: Speak }) {
  return (
    <Editor say={say}>
      <p>{say('editor.face-lead')}</p>
      <div class="face-frame">
        <canvas role="img" aria-label={say('editor.face-picture')} />
        <div>
          {SLIDES.map(([name, value]) => (
            <label key={name}>
              {say(`editor.slide-${name}`)}
              <input type="range" min="0" max="100" step="1" value={value} data-slide={name} />
            </label>
          ))}
        </div>
      </div>
    </Editor>
  );
}

/** Words that change while somebody works are in attributes, so that the script has no language of its own. */
function Editor(props: { say: Speak; more?: Record<string, string>; children: ComponentChildren }) {
  const { say } = props;
  const said = {
    'data-ready': say('editor.ready'),
    'data-added': say('editor.added', { number: '{number}' }),
    'data-removed': say('editor.removed'),
    'data-pdf': say('editor.pdf'),
    'data-heic': say('editor.heic'),
    'data-unreadable': say('editor.unreadable'),
  };
  return (
    <>
      <link rel="stylesheet" href={PORTAL_STYLE} />
      {/* In the page from the start: what appears together with its words is not always heard (WCAG 4.1.3). */}
      <div role="status" class="editor-hints" data-hints />
      <template data-portal-editor>
        <ul>
          {HINTS.map((hint) => (
            <li key={hint} data-hint={hint}>
              {say(`editor.hint-${hint}`)}
            </li>
          ))}
        </ul>
        <div class="editor" data-editor="picture" {...said} {...props.more}>
          <p role="status" class="editor-said" data-said />
          <div class="editor-work">{props.children}</div>
        </div>
      </template>
    </>
  );
}
