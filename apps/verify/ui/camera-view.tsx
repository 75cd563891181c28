import { isFault } from '@commonkey/words';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Camera, startCamera } from '../scan/camera.ts';
import type { ProblemCode } from '../scan/problem.ts';
import type { Check } from './use-check.ts';
import { useVoice } from './words.ts';

export function CameraView({ check }: { check: Check }) {
  const { say } = useVoice();
  const video = useRef<HTMLVideoElement>(null);
  const stopButton = useRef<HTMLButtonElement>(null);
  const [camera, setCamera] = useState<Camera | null>(null);
  const [lit, setLit] = useState(false);
  const latest = useRef(check);
  latest.current = check;

  useEffect(() => {
    stopButton.current?.focus();
    if (!video.current) return;
    let mounted = true;
    let started: Camera | null = null;
    startCamera(video.current).then(
      async (running) => {
        started = running;
        if (!mounted) return running.stop();
        setCamera(running);
        const text = await running.found;
        if (text && mounted) await latest.current.text(text);
      },
      (error: unknown) => {
        if (mounted) latest.current.trouble(isFault(error) ? (error.code as ProblemCode) : 'camera-missing');
      },
    );
    return () => {
      mounted = false;
      started?.stop();
    };
  }, []);

  return (
    <section class="camera">
      <div class="finder">
        <video ref={video} muted playsInline aria-label={say('camera.view')} />
        <div class="finder-frame" aria-hidden="true" />
      </div>
      <p class="finder-words">
        <strong>{say('camera.looking')}</strong> {say('camera.hint')}
      </p>
      <div class="ways">
        <button type="button" class="quiet big" ref={stopButton} onClick={check.clear}>
          {say('scan.stop')}
        </button>
        {camera?.light && (
          <button
            type="button"
            class="quiet big"
            aria-pressed={lit}
            onClick={() => {
              void camera.light?.(!lit);
              setLit(!lit);
            }}
          >
            {say('camera.light')}
          </button>
        )}
      </div>
    </section>
  );
}
