import { writeFileSync } from 'node:fs';

/** A picture of an even width and height, four bytes a pixel. */
export type Frame = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

/**
 * Writes a YUV4MPEG2 film (4:2:0, BT.601, studio range), which Chromium plays as its camera with
 * `--use-fake-device-for-media-stream --use-file-for-fake-video-capture=PATH`. It starts over at its end.
 */
export function writeY4m(path: string, frames: readonly Frame[], fps = 10): void {
  const [first] = frames;
  if (!first) throw new RangeError('a film needs a frame');
  const { width, height } = first;
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError('4:2:0 wants even sides');
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`)];
  for (const frame of frames) {
    if (frame.width !== width || frame.height !== height) throw new RangeError('frames differ in size');
    parts.push(Buffer.from('FRAME\n'), planes(frame));
  }
  writeFileSync(path, Buffer.concat(parts));
}

/** Y for each pixel, then one Cb and one Cr for each square of four. */
function planes({ width, height, rgba }: Frame): Uint8Array {
  const luma = width * height;
  const out = new Uint8Array(luma + luma / 2);
  const at = (pixel: number, channel: number): number => rgba[pixel * 4 + channel] ?? 0;
  for (let i = 0; i < luma; i++)
    out[i] = Math.round(16 + (65.481 * at(i, 0) + 128.553 * at(i, 1) + 24.966 * at(i, 2)) / 255);
  let next = luma;
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      const corner = y * width + x;
      const square = [corner, corner + 1, corner + width, corner + width + 1];
      const mean = (channel: number): number =>
        square.reduce((sum, pixel) => sum + at(pixel, channel), 0) / 4 / 255;
      const [red, green, blue] = [mean(0), mean(1), mean(2)];
      out[next] = Math.round(128 - 37.797 * red - 74.203 * green + 112 * blue);
      out[next + luma / 4] = Math.round(128 + 112 * red - 93.786 * green - 18.214 * blue);
      next++;
    }
  return out;
}
