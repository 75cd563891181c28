import { Fault } from '@commonkey/words';
import type { Pixels } from '../picture/pixels.ts';

export type CameraCode =
  /** No camera is attached. */
  | 'camera-none'
  /** The browser or its administrator does not let this page use the camera. */
  | 'camera-denied'
  /** Another program holds the camera. */
  | 'camera-busy'
  /** The page is not served securely, so browsers give it no camera. */
  | 'camera-insecure'
  /** The camera was unplugged or taken away, or gives no picture. */
  | 'camera-lost'
  | 'camera-failed';

export type Camera = {
  /** The present picture, unmirrored. It is a copy in memory and nowhere else; `wipe` it when done. */
  capture(): Pixels;
  /** Switches the lamp, if the camera has one; false if it has none. */
  torch(on: boolean): Promise<boolean>;
  /** Ends the stream and clears the element. Safe to call twice. */
  stop(): void;
  /** Aborts when the camera goes away by itself. */
  readonly lost: AbortSignal;
};

export type CameraOptions = Readonly<{
  /** Which camera a tablet turns on: `user` looks at whoever holds it, `environment` away from them. */
  facing?: 'user' | 'environment';
  devices?: Pick<MediaDevices, 'getUserMedia'> | undefined;
}>;

/**
 * Shows the camera in a video element and hands out single pictures. Neither stream nor picture is written anywhere:
 * no recorder, no canvas in the page, no blob.
 *
 * @throws Fault with a `CameraCode`
 */
export async function openCamera(video: HTMLVideoElement, options: CameraOptions = {}): Promise<Camera> {
  const devices = 'devices' in options ? options.devices : navigator.mediaDevices;
  if (devices === undefined) throw new Fault<CameraCode>('camera-insecure');
  const stream = await devices
    .getUserMedia({
      audio: false,
      video: { facingMode: options.facing ?? 'user', width: { ideal: 1920 }, height: { ideal: 1080 } },
    })
    .catch((cause: unknown) => {
      throw new Fault<CameraCode>(cameraCode(cause), {}, { cause });
    });
  const lost = new AbortController();
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    if (video.srcObject === stream) video.srcObject = null;
  };
  const track = stream.getVideoTracks()[0];
  track?.addEventListener('ended', () => lost.abort(new Fault<CameraCode>('camera-lost')));
  try {
    await show(video, stream);
  } catch (cause) {
    stop();
    throw new Fault<CameraCode>('camera-failed', {}, { cause });
  }
  return { capture: () => pictureOf(video), torch: (on) => switchTorch(track, on), stop, lost: lost.signal };
}

/** What `getUserMedia` refused with → our code (Media Capture and Streams, section 10.2.1). */
export function cameraCode(error: unknown): CameraCode {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'camera-none';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'camera-denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'camera-busy';
  return 'camera-failed';
}

async function show(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.muted = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.srcObject = stream;
  await video.play();
}

function pictureOf(video: HTMLVideoElement): Pixels {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0 || video.srcObject === null) throw new Fault<CameraCode>('camera-lost');
  const canvas = new OffscreenCanvas(width, height);
  // Read back at once and never shown: keep it out of the graphics card.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) throw new Fault<CameraCode>('camera-failed');
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  context.fillRect(0, 0, width, height);
  return { data: new Uint8ClampedArray(data.buffer), width, height };
}

async function switchTorch(track: MediaStreamTrack | undefined, on: boolean): Promise<boolean> {
  const abilities = track?.getCapabilities?.() as (MediaTrackCapabilities & { torch?: boolean }) | undefined;
  if (track === undefined || abilities?.torch !== true) return false;
  // `torch` is in Media Capture Image, which TypeScript's DOM types leave out.
  await track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
  return true;
}
