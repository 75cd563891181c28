import { commandLine, findTools } from './confinement.ts';
import { uploadFault } from './errors.ts';
import { type FencedChild, startChild } from './fenced-child.ts';
import { insideScript } from './inside-script.ts';
import { LIMITS, type Want } from './limits.ts';
import { kindOf } from './magic.ts';
import { createQueue } from './queue.ts';
import type { Page } from './wire.ts';

export type Fence = {
  /**
   * Turns a document that somebody sent into new pictures of plain pixels. The document's bytes are taken over and zeroed.
   *
   * @param want a paper may be JPEG, PNG or PDF; a face is a JPEG or PNG
   * @throws Fault of `UploadCode`
   */
  picture(source: AsyncIterable<Uint8Array> | Uint8Array, want: Want): Promise<{ pages: Page[] }>;
  /** Ends every child; who still waits is told `upload-failed`. */
  close(): void;
};

export type FenceOptions = {
  /** Documents at once, each in a child of its own. */
  concurrency?: number;
  /** Documents that may wait for a child; more are told `upload-busy`. */
  waiting?: number;
};

/** Opens the one place where documents are decoded. Nothing of a document touches a disk or this process's own decoders. */
export async function openFence({ concurrency = 2, waiting = 30 }: FenceOptions = {}): Promise<Fence> {
  const tools = findTools();
  const command = commandLine('limits', tools, await insideScript());
  const queue = createQueue(concurrency, waiting);
  const children = new Set<FencedChild>();
  let spare: Promise<FencedChild> | null = null;
  let closed = false;

  async function newChild(): Promise<FencedChild> {
    const child = await startChild(command, tools.prlimit, false);
    if (closed) child.kill();
    children.add(child);
    return child;
  }
  async function takeChild(): Promise<FencedChild> {
    const ready = await spare?.catch(() => null);
    spare = null;
    return ready?.alive() ? ready : newChild();
  }
  function keepSpare(): void {
    if (closed || spare !== null) return;
    spare = newChild();
    spare.catch(() => {});
  }

  keepSpare();
  return {
    async picture(source, want) {
      if (closed) throw uploadFault('upload-failed');
      using _place = await queue.enter();
      const document = await gather(source);
      try {
        const kind = kindOf(document);
        if (kind === 'heic') throw uploadFault('upload-heic');
        if (kind === null || kind === 'pdf') throw uploadFault('upload-not-a-picture');
        const child = await takeChild();
        try {
          return { pages: await child.redraw({ kind, want }, document) };
        } finally {
          children.delete(child);
        }
      } finally {
        document.fill(0);
        keepSpare();
      }
    },
    close() {
      closed = true;
      for (const child of children) child.kill();
    },
  };
}

/** The whole document in memory, and its pieces zeroed. */
async function gather(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> {
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
