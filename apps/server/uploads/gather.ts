import { uploadFault } from './errors.ts';
import { LIMITS } from './limits.ts';

/**
 * A whole document in memory. The pieces it came in are zeroed; so is a document that is refused.
 *
 * @throws Fault `upload-empty`, `upload-too-big`
 */
export async function gather(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> {
  const document = source instanceof Uint8Array ? source : await join(source);
  if (document.byteLength === 0) throw uploadFault('upload-empty');
  if (document.byteLength <= LIMITS.bytes) return document;
  document.fill(0);
  throw uploadFault('upload-too-big');
}

async function join(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes > LIMITS.bytes) throw uploadFault('upload-too-big');
    }
    return Buffer.concat(chunks);
  } finally {
    for (const chunk of chunks) chunk.fill(0);
  }
}
