import { chooseConfinement } from './choose-confinement.ts';
import type { Strength } from './confinement.ts';
import { uploadFault } from './errors.ts';
import { type FencedChild, startChild } from './fenced-child.ts';
import { gather } from './gather.ts';
import { scriptFor } from './inside-script.ts';
import { LIMITS, type Want } from './limits.ts';
import { type DocumentKind, kindOf } from './magic.ts';
import { plainJpeg } from './plain-jpeg.ts';
import { createQueue } from './queue.ts';
import type { Page, Part, Task } from './wire.ts';

export type Fence = {
  /** How strongly children are fenced on this machine. */
  readonly strength: Strength;
  /**
   * Turns a document that somebody sent into new pictures of plain pixels. The document's bytes are taken over and zeroed.
   *
   * @param want a paper may be JPEG, PNG or PDF; a face is a JPEG or PNG
   * @throws Fault of `UploadCode`
   */
  picture(source: AsyncIterable<Uint8Array> | Uint8Array, want: Want): Promise<{ pages: Page[] }>;
  /**
   * A page that `picture` made, in grey, with some of its parts black: another picture, of the pixels that are left. The page's
   * bytes are taken over and zeroed.
   *
   * @throws Fault of `UploadCode`; `upload-not-a-picture` for anything but such a page
   */
  cover(page: Uint8Array, parts: readonly Part[]): Promise<Page>;
  /** Ends every child; who still waits is told `upload-failed`. */
  close(): void;
};

export type FenceOptions = {
  /** Documents at once, each in a child of its own. */
  concurrency?: number;
  /** Documents that may wait for a child; more are told `upload-busy`. */
  waiting?: number;
  /** Milliseconds that a child has for its document. */
  wallMs?: number;
  /** Fences this strongly and no other way; without it, as strongly as the machine lets. */
  only?: Strength;
};

/** Opens the one place where documents are decoded. Nothing of a document touches a disk or this process's own decoders. */
export async function openFence(options: FenceOptions = {}): Promise<Fence> {
  const { concurrency = 2, waiting = 30, wallMs = LIMITS.wallMs, only } = options;
  const [pictures, pdfs] = await Promise.all([scriptFor('jpeg'), scriptFor('pdf')]);
  const { confinement, child: first } = await chooseConfinement(pictures, only === undefined ? {} : { only });
  const queue = createQueue(concurrency, waiting);
  const working = new Set<FencedChild>();
  let spare = Promise.resolve(first);
  let closed = false;

  /** One child stands ready before it is needed, since most documents are photos and their senders wait. */
  async function takeChild(kind: DocumentKind): Promise<FencedChild> {
    if (kind === 'pdf') return startChild(confinement, pdfs);
    const taken = spare;
    spare = Promise.resolve(null);
    const ready = await taken;
    return ready?.alive() ? ready : startChild(confinement, pictures);
  }
  async function through(source: AsyncIterable<Uint8Array> | Uint8Array, want: Want): Promise<Page[]> {
    const document = await gather(source);
    try {
      if (closed) throw uploadFault('upload-failed');
      const kind = allowed(document, want);
      return await redraw(await takeChild(kind), { kind, want }, document);
    } finally {
      document.fill(0);
    }
  }
  async function covered(page: Uint8Array, parts: readonly Part[]): Promise<Page> {
    // A picture of any other kind would come back as it is, with nothing covered.
    if (plainJpeg(page) === null) throw uploadFault('upload-not-a-picture');
    const task: Task = { kind: 'jpeg', want: 'paper', cover: parts };
    const [only] = await redraw(await takeChild('jpeg'), task, page);
    if (!only) throw uploadFault('upload-failed');
    return only;
  }
  async function redraw(child: FencedChild, task: Task, document: Uint8Array): Promise<Page[]> {
    working.add(child);
    if (closed) child.kill();
    try {
      return await child.redraw(task, document, wallMs);
    } finally {
      working.delete(child);
    }
  }
  function keepSpare(): void {
    spare = spare.then(async (ready) => {
      if (closed || ready?.alive()) return ready;
      return startChild(confinement, pictures).catch(() => null);
    });
    void spare.then((child) => closed && child?.kill());
  }

  return {
    strength: confinement.strength,
    async picture(source, want) {
      const given = source instanceof Uint8Array ? source : null;
      try {
        return await queue.enter(async () => ({ pages: await through(source, want) }));
      } finally {
        given?.fill(0);
        keepSpare();
      }
    },
    async cover(page, parts) {
      try {
        return await queue.enter(() => covered(page, parts));
      } finally {
        page.fill(0);
        keepSpare();
      }
    },
    close() {
      closed = true;
      for (const child of working) child.kill();
      keepSpare();
    },
  };
}

function allowed(document: Uint8Array, want: Want): DocumentKind {
  const kind = kindOf(document);
  if (kind === 'heic') throw uploadFault('upload-heic');
  if (kind === null || (want === 'face' && kind === 'pdf')) throw uploadFault('upload-not-a-picture');
  return kind;
}
