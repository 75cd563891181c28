import { isFault, type Speak } from '@commonkey/words';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Camera, openCamera } from '../camera/camera.ts';
import type { Shown } from '../codes.ts';
import type { Event, Portrait } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem, Screen } from '../page/kit.tsx';
import { backgroundHint, type PictureAdvice } from '../picture/background-hint.ts';
import { type Pixels, wipe } from '../picture/pixels.ts';
import { cropPortrait } from '../picture/portrait.ts';
import type { Frame } from '../picture/resample.ts';
import { adjustFrame, suggestCrop } from '../picture/suggest-crop.ts';

type Shot = { readonly image: Pixels; readonly frame: Frame };

/** Space takes it, arrows move the frame, Enter accepts. Advice never blocks; covered heads are as welcome as any. */
export function PictureScreen(props: {
  say: Speak;
  /** What stands in for a camera in practice; undefined at a real desk. */
  drawn?: (() => Pixels) | undefined;
  portray: (picture: Pixels) => Portrait;
  dispatch: (event: Event) => void;
}) {
  const { say, dispatch } = props;
  const video = useRef<HTMLVideoElement>(null);
  const camera = useRef<Camera | null>(null);
  const [shot, setShot] = useState<Shot | null>(null);
  const [advice, setAdvice] = useState<readonly PictureAdvice[]>([]);
  const [shown, setShown] = useState<Shown | null>(null);
  const [tries, setTries] = useState(0);
  const held = useRef<Shot | null>(null);
  // A key that comes before the camera is there counts as soon as it is.
  const early = useRef(false);
  const takeNow = useRef(() => {});
  held.current = shot;

  useEffect(() => {
    const element = video.current;
    if (props.drawn || !element || tries < 0) return;
    let gone = false;
    openCamera(element).then(
      (opened) => {
        if (gone) return opened.stop();
        camera.current = opened;
        if (early.current) takeNow.current();
        opened.lost.addEventListener('abort', () => setShown({ code: 'camera-lost', params: {} }));
        setShown(null);
      },
      (error: unknown) => setShown({ code: isFault(error) ? error.code : 'camera-failed', params: {} }),
    );
    return () => {
      gone = true;
      camera.current?.stop();
      camera.current = null;
    };
  }, [tries, props.drawn]);
  useEffect(() => () => held.current && wipe(held.current.image), []);

  const settle = (next: Shot) => {
    setShot(next);
    const picture = cropPortrait(next.image, next.frame);
    setAdvice(backgroundHint(picture));
    wipe(picture);
  };
  const capture = () => {
    try {
      const image = props.drawn ? props.drawn() : camera.current?.capture();
      early.current = image === undefined;
      if (!image) return;
      if (shot) wipe(shot.image);
      settle({ image, frame: suggestCrop(image).frame });
    } catch (error) {
      setShown({ code: isFault(error) ? error.code : 'camera-failed', params: {} });
    }
  };
  takeNow.current = capture;
  const retake = () => {
    if (!shot) return setTries(tries + 1);
    wipe(shot.image);
    setShot(null);
    setAdvice([]);
  };
  const accept = () => {
    if (!shot) return;
    const picture = cropPortrait(shot.image, shot.frame);
    dispatch({ do: 'portray', portrait: props.portray(picture) });
  };
  const nudge = (change: { right?: number; down?: number; zoom?: number }) => () => {
    if (shot) settle({ ...shot, frame: adjustFrame(shot.image, shot.frame, change) });
  };
  useKeys({
    ' ': shot ? retake : capture,
    r: retake,
    Enter: accept,
    Escape: () => dispatch({ do: 'back' }),
    ArrowLeft: nudge({ right: -0.03 }),
    ArrowRight: nudge({ right: 0.03 }),
    ArrowUp: nudge({ down: -0.03 }),
    ArrowDown: nudge({ down: 0.03 }),
    '+': nudge({ zoom: 1.05 }),
    '=': nudge({ zoom: 1.05 }),
    '-': nudge({ zoom: 1 / 1.05 }),
  });
  return (
    <Screen
      name="picture"
      title={say('picture.title')}
      lead={say(shot ? 'picture.lead-shot' : 'picture.lead')}
    >
      <Problem say={say} shown={shown} />
      <div class="two">
        <div class="finder">
          <video muted ref={video} class={shot ? 'hidden' : ''} aria-label={say('picture.live')} />
          {shot ? <Still shot={shot} label={say('picture.still')} /> : null}
        </div>
        <aside>
          {shot ? <Crop shot={shot} label={say('picture.cropped')} /> : null}
          <ul class="advice" aria-live="polite">
            {shot && advice.length === 0 ? <li data-code="good">{say('picture.good')}</li> : null}
            {advice.map((code) => (
              <li key={code} data-code={code}>
                {say(`advice.${code}`)}
              </li>
            ))}
          </ul>
        </aside>
      </div>
      <div class="actions">
        {shot ? (
          <>
            <Act hotkey="Enter" kind="main" label={say('picture.accept')} act={accept} />
            <Act hotkey={say('key.space')} label={say('picture.retake')} act={retake} />
          </>
        ) : (
          <>
            <Act hotkey={say('key.space')} kind="main" label={say('picture.take')} act={capture} />
            {shown ? <Act hotkey="R" label={say('picture.again')} act={retake} /> : null}
          </>
        )}
        <Act hotkey="Esc" label={say('act.back')} act={() => dispatch({ do: 'back' })} />
        {shot ? <span class="hint">{say('picture.adjust')}</span> : null}
      </div>
    </Screen>
  );
}

function paint(canvas: HTMLCanvasElement | null, image: Pixels): CanvasRenderingContext2D | null {
  const context = canvas?.getContext('2d') ?? null;
  if (!canvas || !context) return null;
  canvas.width = image.width;
  canvas.height = image.height;
  context.putImageData(new ImageData(image.data, image.width, image.height), 0, 0);
  return context;
}

/** The captured picture with everything outside the frame dimmed. Its pixels go when the canvas does. */
function Still({ shot, label }: { shot: Shot; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = paint(canvas.current, shot.image);
    if (!context) return;
    const { x, y, width, height } = shot.frame;
    context.fillStyle = 'rgb(12 18 32 / 0.62)';
    context.beginPath();
    context.rect(0, 0, shot.image.width, shot.image.height);
    context.rect(x, y, width, height);
    context.fill('evenodd');
    context.strokeStyle = '#ffffff';
    context.lineWidth = Math.max(2, shot.image.width / 400);
    context.strokeRect(x, y, width, height);
  }, [shot]);
  useEffect(() => clearOnLeave(canvas), []);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}

function Crop({ shot, label }: { shot: Shot; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const picture = cropPortrait(shot.image, shot.frame);
    paint(canvas.current, picture);
    wipe(picture);
  }, [shot]);
  useEffect(() => clearOnLeave(canvas), []);
  return <canvas ref={canvas} class="portrait" role="img" aria-label={label} />;
}

function clearOnLeave(canvas: { current: HTMLCanvasElement | null }): () => void {
  const element = canvas.current;
  return () => {
    if (!element) return;
    element.getContext('2d')?.clearRect(0, 0, element.width, element.height);
    element.width = 0;
    element.height = 0;
  };
}
