import { isFault } from '@commonkey/words';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { openCamera } from '../camera/camera.ts';
import { scanFromCamera } from './scanner.ts';

/** How the reader's WebAssembly is had, once. */
export type ReaderBytes = () => Promise<BufferSource>;

/**
 * Looks for a QR code with the camera for as long as the screen stands. The same text is reported once, so that a card
 * lying in view is not a stream of faults. Returns the code of a camera that does not work.
 */
export function useScanner(
  video: RefObject<HTMLVideoElement | null>,
  reader: ReaderBytes,
  found: (text: string) => void,
  active: boolean,
): string | null {
  const [code, setCode] = useState<string | null>(null);
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    const element = video.current;
    if (!active || !element) return;
    const ended = new AbortController();
    let stop = () => {};
    const look = async () => {
      const wasm = await reader();
      const camera = await openCamera(element, { facing: 'environment' });
      stop = camera.stop;
      let last = '';
      while (!ended.signal.aborted) {
        const text = await scanFromCamera(camera, ended.signal, wasm as Parameters<typeof scanFromCamera>[2]);
        if (text === last) continue;
        last = text;
        latest.current(text);
      }
    };
    look()
      .catch((error: unknown) => {
        if (!ended.signal.aborted) setCode(isFault(error) ? error.code : 'camera-failed');
      })
      .finally(() => stop());
    return () => {
      ended.abort();
      stop();
    };
  }, [active]);
  return code;
}
