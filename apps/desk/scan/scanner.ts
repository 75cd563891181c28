import { readQr } from '@commonkey/scan';
import type { Camera } from '../camera/camera.ts';
import { wipe } from '../picture/pixels.ts';

/** The reader's WebAssembly, as `readQr` takes it. */
export type ReaderWasm = Parameters<typeof readQr>[1];

/**
 * Reads frames until one holds a QR code and resolves with its text. Every frame is wiped when looked at; the camera
 * stays open, for whoever opened it to stop.
 *
 * @throws the signal's reason, when it aborts · the camera's, when it goes away
 */
export async function scanFromCamera(
  camera: Pick<Camera, 'capture' | 'lost'>,
  signal: AbortSignal,
  wasm?: ReaderWasm,
): Promise<string> {
  const ended = AbortSignal.any([signal, camera.lost]);
  for (;;) {
    ended.throwIfAborted();
    const frame = camera.capture();
    try {
      const text = await readQr(frame, wasm, { patience: 'frame' });
      ended.throwIfAborted();
      if (text !== null) return text;
    } finally {
      wipe(frame);
    }
    // Lets the page breathe between frames; a timer, because animation frames stop in a hidden tab.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
