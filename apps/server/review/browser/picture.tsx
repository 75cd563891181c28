import { concat } from '@commonkey/vault';
import type { Speak } from '@commonkey/words';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { draw, type Pose, wipe, ZOOMS } from './draw.ts';

type Props = { say: Speak; bytes: Uint8Array; label: string; mark: string; small?: boolean };

// Without the tab stop a keyboard could neither scroll nor zoom (WCAG 2.1.1); the role makes it a widget.
const BY_KEYBOARD = { tabIndex: 0 } as const;
const STRAIGHT: Pose = { zoom: 1, turns: 0 };

/** One picture, on a canvas: there is no image to save or to drag away. Keys: + and − zoom, R turns, 0 straightens. */
export function Picture({ say, bytes, label, mark, small = false }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<ImageBitmap | 'broken' | null>(null);
  const [pose, setPose] = useState(STRAIGHT);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const within = frame.current;
    if (!within) return;
    const observer = new ResizeObserver(() => setWidth(within.clientWidth));
    observer.observe(within);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    let gone = false;
    let made: ImageBitmap | undefined;
    const copy = concat(bytes);
    const decoding = createImageBitmap(new Blob([copy], { type: 'image/jpeg' }));
    copy.fill(0);
    decoding.then(
      (bitmap) => {
        made = bitmap;
        if (gone) bitmap.close();
        else setPicture(bitmap);
      },
      () => setPicture('broken'),
    );
    return () => {
      gone = true;
      made?.close();
    };
  }, [bytes]);
  useLayoutEffect(() => {
    const on = canvas.current;
    if (!on || width === 0 || picture === null || picture === 'broken') return;
    draw(on, picture, width, pose, mark);
    return () => wipe(on);
  }, [picture, pose, mark, width]);
  const zoomed = (by: 1 | -1) => {
    const at = ZOOMS.indexOf(pose.zoom);
    setPose({ ...pose, zoom: ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + by))] ?? 1 });
  };
  const turned = (by: 1 | 3) => setPose({ ...pose, turns: (pose.turns + by) % 4 });
  const act: Readonly<Record<string, () => void>> = {
    '+': () => zoomed(1),
    '=': () => zoomed(1),
    '-': () => zoomed(-1),
    r: () => turned(1),
    R: () => turned(3),
    '0': () => setPose(STRAIGHT),
  };
  if (picture === 'broken')
    return <p class="notice notice-brick">{say('review.picture-broken', { label })}</p>;
  return (
    <section class={small ? 'review-picture review-small' : 'review-picture'} aria-label={label}>
      <h3>{label}</h3>
      <div
        ref={frame}
        class="review-frame"
        role="application"
        aria-label={say('review.picture-keys', { label })}
        {...BY_KEYBOARD}
        onKeyDown={(event) => {
          const work = event.ctrlKey || event.metaKey || event.altKey ? undefined : act[event.key];
          if (!work) return;
          event.preventDefault();
          work();
        }}
        onContextMenu={(event) => event.preventDefault()}
      >
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <div class="review-tools">
        <button type="button" class="quiet small" onClick={() => zoomed(1)}>
          {say('review.zoom-in')} <kbd>+</kbd>
        </button>
        <button type="button" class="quiet small" onClick={() => zoomed(-1)}>
          {say('review.zoom-out')} <kbd>−</kbd>
        </button>
        <button type="button" class="quiet small" onClick={() => turned(1)}>
          {say('review.turn')} <kbd>R</kbd>
        </button>
        <button type="button" class="quiet small" onClick={() => setPose(STRAIGHT)}>
          {say('review.straighten')} <kbd>0</kbd>
        </button>
      </div>
    </section>
  );
}
