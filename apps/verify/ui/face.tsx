import type { Face as SignedFace } from '@commonkey/credential';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useVoice } from './words.ts';

/** Drawn on a canvas from memory: an image element would need an address, and what has an address can be saved and cached. */
export function Face({ face }: { face: SignedFace }) {
  const { say } = useVoice();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    let shown = true;
    createImageBitmap(new Blob([Uint8Array.from(face.bytes)], { type: mediaType(face) })).then(
      (bitmap) => {
        if (shown) paint(target, bitmap);
        bitmap.close();
      },
      () => shown && setBroken(true),
    );
    return () => {
      shown = false;
      target.width = 0; // lets go of the pixels at once, not at the next garbage collection
    };
  }, [face]);
  if (broken) return <p class="no-face">{say('card.face-broken')}</p>;
  return (
    <canvas ref={canvas} class="face" role="img" aria-label={say('card.face')} width="96" height="120" />
  );
}

const enlarged = 3;

function paint(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  canvas.width = bitmap.width * enlarged;
  canvas.height = bitmap.height * enlarged;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

function mediaType({ format }: SignedFace): string {
  return format === 'unknown' ? '' : format === 'jpeg2000' ? 'image/jp2' : `image/${format}`;
}
