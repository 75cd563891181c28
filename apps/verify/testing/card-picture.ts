import { writeFile } from 'node:fs/promises';
import { photograph, type Shot } from '@commonkey/scan/testing/pictures.ts';
import sharp from 'sharp';

/** PNG of a photographed code. */
export async function pngOf(text: string, shot: Shot = {}): Promise<Buffer> {
  const { data, width, height } = photograph(text, shot);
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

/** A camera that films the code: YUV4MPEG2 of two frames, which the browser's fake camera plays for ever. */
export async function filmOf(file: string, text: string, shot: Shot = {}): Promise<void> {
  const frame = { width: 1280, height: 720 };
  const { data } = photograph(text, { pixelsPerModule: 5, noise: 4, ...shot, frame });
  const luma = Buffer.alloc(frame.width * frame.height);
  for (let i = 0; i < luma.length; i++) luma[i] = data[i * 4] ?? 0;
  const chroma = Buffer.alloc(luma.length / 2, 128);
  const still = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${frame.width} H${frame.height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([head, still, still]));
}
