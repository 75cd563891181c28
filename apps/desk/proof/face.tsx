import { useEffect, useRef } from 'preact/hooks';

/** A card face drawn from PNG bytes: never given an address, and blank again when the screen goes. */
export function Face({ bytes, label }: { bytes: Uint8Array | undefined; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !bytes) return;
    let gone = false;
    void createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' })).then((bitmap) => {
      if (gone) return bitmap.close();
      element.width = bitmap.width;
      element.height = bitmap.height;
      element.getContext('2d')?.drawImage(bitmap, 0, 0);
      element.dataset.drawn = 'yes';
      bitmap.close();
    });
    return () => {
      gone = true;
      element.getContext('2d')?.clearRect(0, 0, element.width, element.height);
      element.width = 0;
      element.height = 0;
    };
  }, [bytes]);
  return (
    <figure>
      <canvas
        ref={canvas}
        class={bytes ? 'face' : 'face waiting'}
        role="img"
        aria-label={label}
        width="1011"
        height="638"
      />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
