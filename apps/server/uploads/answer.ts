import { z } from 'zod';
import { UPLOAD_STATUS, type UploadCode, uploadFault } from './errors.ts';
import { LIMITS, LONG_SIDE } from './limits.ts';
import { plainJpeg } from './plain-jpeg.ts';
import type { Page, Task } from './wire.ts';

const LINE = z.union([
  z.strictObject({
    pages: z
      .array(
        z.strictObject({
          width: z.int().positive(),
          height: z.int().positive(),
          bytes: z.int().positive(),
        }),
      )
      .min(1)
      .max(LIMITS.pages),
  }),
  z.strictObject({
    fault: z.string().refine((code): code is UploadCode => Object.hasOwn(UPLOAD_STATUS, code)),
  }),
]);

/**
 * Reads what a child handed back, and believes none of it: a child that a document has taken over may say anything, but
 * what leaves the fence is plain JPEG within the sizes asked for, or a refusal from the closed list.
 *
 * @throws Fault of `UploadCode`; `upload-failed` for an answer that is cut short, too long or not plain
 */
export function readAnswer(bytes: Buffer, { want }: Task): Page[] {
  const end = bytes.indexOf('\n');
  const line = LINE.safeParse(json(bytes.toString('utf8', 0, Math.max(0, end))));
  if (!line.success) throw uploadFault('upload-failed');
  if ('fault' in line.data) throw uploadFault(line.data.fault);
  let at = end + 1;
  const pages = line.data.pages.map(({ bytes: length, width, height }) => {
    const jpeg = new Uint8Array(bytes.subarray(at, at + length));
    at += length;
    const size = jpeg.length === length ? plainJpeg(jpeg) : null;
    const asSaid = size?.width === width && size.height === height;
    if (!asSaid || Math.max(width, height) > LONG_SIDE[want]) throw uploadFault('upload-failed');
    return { jpeg, width, height };
  });
  if (at !== bytes.length) throw uploadFault('upload-failed');
  return pages;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
