import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFaults, speaker } from '@commonkey/words';
import { type CameraCode, cameraCode, openCamera } from './camera.ts';
import en from './words.en.json' with { type: 'json' };
import es from './words.es.json' with { type: 'json' };

const named = (name: string) => Object.assign(new Error('refused'), { name });

test('what the browser refuses with becomes our code', () => {
  const expected: Record<string, CameraCode> = {
    NotFoundError: 'camera-none',
    OverconstrainedError: 'camera-none',
    NotAllowedError: 'camera-denied',
    SecurityError: 'camera-denied',
    NotReadableError: 'camera-busy',
    AbortError: 'camera-busy',
    TypeError: 'camera-failed',
  };
  for (const [name, code] of Object.entries(expected)) assert.equal(cameraCode(named(name)), code);
  assert.equal(cameraCode('not even an error'), 'camera-failed');
});

test('a page without a secure origin has no cameras to ask', async () => {
  const video = {} as HTMLVideoElement;
  await assert.rejects(openCamera(video, { devices: undefined }), { code: 'camera-insecure' });
  const busy = { getUserMedia: () => Promise.reject(named('NotReadableError')) };
  await assert.rejects(openCamera(video, { devices: busy }), { code: 'camera-busy' });
});

test('a camera that gives no picture is switched off again', async () => {
  const track = {
    stops: 0,
    stop() {
      this.stops += 1;
    },
    addEventListener: () => undefined,
  };
  const stream = { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
  const video = { play: () => Promise.reject(named('NotSupportedError')) } as unknown as HTMLVideoElement;
  await assert.rejects(openCamera(video, { devices: { getUserMedia: async () => stream } }), {
    code: 'camera-failed',
  });
  assert.deepEqual([track.stops, video.srcObject], [1, null]);
});

test('every code has its sentence in both languages', () => {
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []);
  const codes: Record<CameraCode, true> = {
    'camera-none': true,
    'camera-denied': true,
    'camera-busy': true,
    'camera-insecure': true,
    'camera-lost': true,
    'camera-failed': true,
  };
  for (const code of Object.keys(codes)) assert.ok(speaker('en', en)(`fault.${code}`).length > 10);
});
