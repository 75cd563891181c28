import { isFault } from '@commonkey/words';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Camera, openCamera } from '../camera/camera.ts';
import { wipe } from '../picture/pixels.ts';

export type ReadFrame = (image: ReturnType<Camera['capture']>) => Promise<string | null>;

/**
 * Looks for a QR code with the camera until one is read; each frame is overwritten at once. The same text is reported
 * once, so that a card lying in view is not a stream of faults.
 */
export function useScanner(
  video: RefObject<HTMLVideoElement>,
  read: ReadFrame,
  found: (text: string) => void,
  active: boolean,
): string | null {
  const [code, setCode] = useState<string | null>(null);
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    const element = video.current;
    if (!active || !element) return;
    let gone = false;
    let camera: Camera | null = null;
    let last = '';
    const look = async () => {
      while (!gone && camera && !camera.lost.aborted) {
        const frame = camera.capture();
        const text = await read(frame);
        wipe(frame);
        if (text && text !== last && !gone) {
          last = text;
          latest.current(text);
        }
        await new Promise((next) => setTimeout(next, 120));
      }
    };
    openCamera(element, { facing: 'environment' })
      .then((opened) => {
        if (gone) return opened.stop();
        camera = opened;
        return look();
      })
      .catch((error: unknown) => !gone && setCode(isFault(error) ? error.code : 'camera-failed'));
    return () => {
      gone = true;
      camera?.stop();
    };
  }, [active]);
  return code;
}
