import { useRef } from 'preact/hooks';
import { mostMegabytes } from '../scan/pixels.ts';
import { CameraView } from './camera-view.tsx';
import type { Check, Stage } from './use-check.ts';
import { useVoice } from './words.ts';

type Props = { stage: Exclude<Stage, { at: 'result' }>; check: Check };

export function Scan({ stage, check }: Props) {
  const { say } = useVoice();
  if (stage.at === 'camera') return <CameraView check={check} />;
  return (
    <section class="scan" aria-busy={stage.at === 'busy'}>
      <p class="lead">{say('page.lead')}</p>
      {stage.at === 'ready' && stage.cleared && <p class="cleared">{say('clear.done')}</p>}
      {stage.at === 'ready' && stage.problem && (
        <div class="notice notice-amber" role="alert" data-problem={stage.problem}>
          <h2>{say('problem.heading')}</h2>
          <p>{say(`problem.${stage.problem}`, { megabytes: mostMegabytes })}</p>
        </div>
      )}
      <div class="sheet">
        <h2>{say('scan.heading')}</h2>
        <Target />
        <div class="ways">
          <button type="button" class="big" onClick={check.openCamera}>
            {say('scan.camera')}
          </button>
          <PictureButton check={check} />
        </div>
        <p class="hint">{say('scan.paste')}</p>
        <TextField check={check} />
      </div>
      {stage.at === 'busy' && <p class="busy">{say('busy')}</p>}
    </section>
  );
}

function PictureButton({ check }: { check: Check }) {
  const { say } = useVoice();
  return (
    <label class="button button-quiet big picture">
      {say('scan.picture')}
      <input
        type="file"
        accept="image/*"
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (file) void check.picture(file);
          input.value = ''; // the file's name shall not stay in the page either
        }}
      />
    </label>
  );
}

function TextField({ check }: { check: Check }) {
  const { say } = useVoice();
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = () => {
    const text = field.current?.value ?? '';
    if (field.current) field.current.value = '';
    void check.text(text);
  };
  return (
    <details class="typed">
      <summary>{say('scan.text')}</summary>
      <div class="field">
        <label for="code-text">{say('scan.textLabel')}</label>
        <textarea
          id="code-text"
          ref={field}
          rows={4}
          dir="ltr"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
      </div>
      <button type="button" onClick={submit}>
        {say('scan.textCheck')}
      </button>
    </details>
  );
}

/** A card's back with its square code: what to hold in front of the camera. */
function Target() {
  return (
    <svg class="target" viewBox="0 0 160 101" aria-hidden="true" focusable="false">
      <rect class="target-card" x="1.5" y="1.5" width="157" height="98" rx="8" />
      <g class="target-code">
        <path d="M16 20h18v18H16zm4 4v10h10V24zM58 20h18v18H58zm4 4v10h10V24zM16 62h18v18H16zm4 4v10h10V66z" />
        <path d="M23 27h4v4h-4zm42 0h4v4h-4zM23 69h4v4h-4zM40 20h4v8h6v6h-6v4h-4zm12 0h3v6h-3zM40 44h6v6h8v-6h4v10h-8v6h-6v-6h-4zm-24 0h8v4h8v6h-6v4h-4v-4h-6zm48 0h12v6h-4v6h-8zM40 68h8v4h6v8h-4v-4h-6v4h-4zm20-6h6v6h6v-4h4v16h-4v-6h-6v6h-8v-6h2z" />
      </g>
      <path class="target-lines" d="M92 24h50M92 36h38M92 60h50M92 72h30" />
    </svg>
  );
}
