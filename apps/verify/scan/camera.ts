import { drawn } from './pixels.ts';
import { cameraProblem, problem } from './problem.ts';
import { readCode } from './reader.ts';

export type Camera = {
  /** Resolves with the first code that is seen, or null once stopped. */
  readonly found: Promise<string | null>;
  /** Switches the lamp, where the camera has one. */
  readonly light: ((on: boolean) => Promise<void>) | null;
  stop(): void;
};

const pause = 60;

/**
 * Starts the camera on the back of a phone and looks for a code in its frames, each gone before the next one comes.
 *
 * @throws Fault `camera-refused` | `camera-missing` | `camera-busy`
 */
export async function startCamera(video: HTMLVideoElement): Promise<Camera> {
  const stream = await open();
  let running = true;
  const stop = (): void => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    video.srcObject = stream;
    await video.play();
  } catch (error) {
    stop();
    throw problem(cameraProblem(error));
  }
  const look = async (): Promise<string | null> => {
    while (running) {
      if (video.videoWidth > 0) {
        const text = await readCode(drawn(video, video.videoWidth, video.videoHeight), { patience: 'frame' });
        if (text) return text;
      }
      await new Promise((next) => setTimeout(next, pause));
    }
    return null;
  };
  return { found: look().finally(stop), light: lampOf(stream), stop };
}

async function open(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw problem('camera-missing');
  const sharp = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', ...sharp },
    });
  } catch (error) {
    throw problem(cameraProblem(error));
  }
}

// `torch` is of the Image Capture draft, which TypeScript's DOM library does not know.
function lampOf(stream: MediaStream): Camera['light'] {
  const [track] = stream.getVideoTracks();
  const abilities = (track?.getCapabilities?.() ?? {}) as { torch?: boolean };
  if (!track || !abilities.torch) return null;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
