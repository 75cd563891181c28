import { createHash } from 'node:crypto';
import type { Clock, Random } from '../clock.ts';
import { type Budget, createBudget } from './budget.ts';
import { malformed, uploadFault } from './errors.ts';
import { LIMITS, MEBIBYTE } from './limits.ts';
import { SEAL_BYTES, type Sealer, sealer } from './part-seal.ts';

/** Bytes of one part; what a broken line costs at most. */
export const LARGEST_PART = 256 * 1024;
/** All but the last: a file in crumbs would cost more to keep than it weighs. */
export const LEAST_PART = 8 * 1024;
/** Of one session: two tabs, say. With one more, the one that waited longest goes. */
const UPLOADS_EACH = 2;
/** Sealed bytes of everybody together; the rest of the budget stays for forms that come in one piece. */
const MOST = 96 * MEBIBYTE;
/** Without a further part. As long as somebody may be in a tunnel. */
export const KEPT_MINUTES = 10;
const KEPT_MS = KEPT_MINUTES * 60_000;
/** Where there is no room, what nobody went on with for so long makes some. */
const YIELDS_AFTER_MS = 60_000;
const LED_PLACE = 'led';

/** One part, as its form says it: of which upload, from which byte, how many the whole will have, and the path of the page that asks for it. */
export type Part = { upload: string; from: number; total: number; at?: string | undefined };

export type Parts = {
  /**
   * Takes a part that begins where the last one ended, and any other for a question: how much is here. The caller's bytes
   * are zeroed.
   *
   * @returns bytes that are here, from the first; 0 for an upload that is unknown, expired or dropped
   * @throws Fault `upload-too-big`, `upload-busy`, `request-malformed`
   */
  add(token: string, part: Part, bytes: Uint8Array): number;
  /**
   * Somebody begins an upload of this name, or goes on with one after a reload. One that led somewhere before is forgotten: the
   * same picture sent once more on purpose is another.
   *
   * @returns bytes that are here, as `add`
   */
  begin(token: string, upload: string): number;
  /**
   * The whole document, once all of it is here. Its parts stay until `settle`: a refusal for the moment is none for good.
   *
   * @param hold is told the document's bytes before they are in clear, and may refuse
   * @returns where it led instead, when it was taken before: a form that is sent again gets the first one's answer
   * @throws Fault `upload-parts-gone`, `upload-busy`
   */
  take(
    token: string,
    upload: string,
    hold: (bytes: number) => void,
  ): Promise<{ document: Buffer } | { led: string }>;
  /** Tells how it ended: where it led to, that it may be tried again, or that it was refused for good. */
  settle(token: string, upload: string, end: { led: string } | 'again' | 'refused'): void;
  drop(token: string, upload: string): void;
  /** Whether some of a picture is here that this page asks for and nobody has taken yet. */
  waits(token: string, at: string): boolean;
  /** Forgets what waits for a page. */
  throwAway(token: string, at: string): void;
  /** Forgets what nobody went on with. */
  sweep(): void;
  /** Sealed bytes, and uploads that are not taken yet. For tests and for nobody else. */
  held(): { bytes: number; uploads: number };
  close(): void;
};

type Upload = {
  session: string;
  /** Which page it is for, told to nobody without the cookie: a page's address says what the picture shows. */
  page: string | null;
  salt: Uint8Array;
  total: number;
  have: number;
  parts: { from: number; sealed: Buffer<ArrayBuffer> }[];
  touched: number;
  /** While a request works on it: told to whoever asks for the same meanwhile. */
  working: PromiseWithResolvers<void> | null;
  /** Sealed too: an address says which question the picture answers. */
  led: Buffer<ArrayBuffer> | null;
};

/**
 * Uploads that come in parts (UP-06), sealed and in memory alone: no disk ever holds a paper that nobody has sent off yet, and
 * a process that dies forgets them. The browser still has the picture and begins anew.
 */
export function createParts({
  clock,
  random,
  budget,
}: {
  clock: Clock;
  random: Random;
  budget: Budget;
}): Parts {
  const uploads = new Map<string, Upload>();
  const own = createBudget(MOST);
  const now = () => clock.now().getTime();
  const seals = (token: string, { salt }: Upload) => sealer(token, salt, random);

  function forget(name: string): void {
    const upload = uploads.get(name);
    if (!upload) return;
    empty(upload);
    uploads.delete(name);
  }
  function empty(upload: Upload): void {
    for (const { sealed } of upload.parts.splice(0)) {
      own.give(sealed.length);
      budget.give(sealed.length);
      sealed.fill(0);
    }
  }
  function idle(): [string, Upload][] {
    return [...uploads].filter(([, { working }]) => working === null);
  }
  function sweep(): void {
    // A clock that leapt, either way, ends what waits; nothing that was acknowledged for good is here.
    for (const [name, { touched }] of idle()) if (Math.abs(now() - touched) > KEPT_MS) forget(name);
  }
  function waitingAt(token: string, at: string): string[] {
    sweep();
    const page = nameOf(token, at);
    return idle().flatMap(([name, one]) => (one.page === page && one.parts.length > 0 ? [name] : []));
  }
  function make(token: string, { upload, total, at }: Part): Upload {
    const session = nameOf(token, '');
    const others = idle().filter(([, other]) => other.session === session && other.led === null);
    if (others.length >= UPLOADS_EACH) forget(oldest(others));
    const made: Upload = {
      session,
      page: at === undefined ? null : nameOf(token, at),
      salt: random(32),
      total,
      have: 0,
      parts: [],
      touched: now(),
      working: null,
      led: null,
    };
    uploads.set(nameOf(token, upload), made);
    return made;
  }
  /** Room in both budgets, or in neither. */
  function room(bytes: number, keep: Upload): void {
    for (;;) {
      try {
        own.take(bytes);
        try {
          budget.take(bytes);
          return;
        } catch (error) {
          own.give(bytes);
          throw error;
        }
      } catch (error) {
        const yields = idle().filter(
          ([, one]) => one !== keep && one.parts.length > 0 && now() - one.touched > YIELDS_AFTER_MS,
        );
        if (yields.length === 0) throw error;
        forget(oldest(yields));
      }
    }
  }

  return {
    add(token, part, bytes) {
      try {
        sweep();
        const { upload, from, total } = part;
        if (total > LIMITS.bytes) throw uploadFault('upload-too-big');
        const known = uploads.get(nameOf(token, upload));
        const last = from + bytes.length === total;
        const sized =
          bytes.length > 0 && bytes.length <= LARGEST_PART && (last || bytes.length >= LEAST_PART);
        if (!sized || from + bytes.length > total || (known && known.total !== total)) throw malformed();
        if (from !== (known?.have ?? 0)) return known?.have ?? 0;
        const at = known ?? make(token, part);
        room(bytes.length + SEAL_BYTES, at);
        at.parts.push({ from, sealed: seals(token, at).seal(bytes, placeOf(from, total)) });
        at.have += bytes.length;
        at.touched = now();
        return at.have;
      } finally {
        bytes.fill(0);
      }
    },
    begin(token, upload) {
      sweep();
      const name = nameOf(token, upload);
      const at = uploads.get(name);
      if (!at) return 0;
      if (at.led) {
        forget(name);
        return 0;
      }
      at.touched = now();
      return at.have;
    },
    async take(token, upload, hold) {
      sweep();
      const name = nameOf(token, upload);
      for (;;) {
        const at = uploads.get(name);
        if (!at || at.have !== at.total) throw uploadFault('upload-parts-gone');
        if (at.working) {
          await at.working.promise;
          continue;
        }
        if (at.led) return { led: (await seals(token, at).open(at.led, LED_PLACE)).toString() };
        hold(at.total);
        at.working = Promise.withResolvers();
        try {
          return { document: await whole(seals(token, at).open, at) };
        } catch (cause) {
          at.working.resolve();
          forget(name);
          throw uploadFault('upload-parts-gone', { cause });
        }
      }
    },
    settle(token, upload, end) {
      const name = nameOf(token, upload);
      const at = uploads.get(name);
      if (!at) return;
      at.working?.resolve();
      at.working = null;
      at.touched = now();
      if (end === 'refused') forget(name);
      else if (end !== 'again') {
        empty(at);
        at.led = seals(token, at).seal(Buffer.from(end.led), LED_PLACE);
      }
    },
    drop(token, upload) {
      const name = nameOf(token, upload);
      if (uploads.get(name)?.working === null) forget(name);
    },
    waits: (token, at) => waitingAt(token, at).length > 0,
    throwAway(token, at) {
      for (const name of waitingAt(token, at)) forget(name);
    },
    sweep,
    held: () => ({
      bytes: [...uploads.values()]
        .flatMap(({ parts }) => parts)
        .reduce((sum, one) => sum + one.sealed.length, 0),
      uploads: [...uploads.values()].filter(({ led }) => led === null).length,
    }),
    close() {
      for (const name of [...uploads.keys()]) forget(name);
    },
  };
}

const placeOf = (from: number, total: number): string => `${from}/${total}`;

/** What finds an upload: of no use to anybody without the cookie. */
function nameOf(token: string, upload: string): string {
  return createHash('sha256').update(`commonkey-upload-v1\0${token}\0${upload}`).digest('base64');
}

function oldest(uploads: readonly [string, Upload][]): string {
  const [first] = uploads.toSorted(([, a], [, b]) => a.touched - b.touched);
  return first?.[0] ?? '';
}

async function whole(open: Sealer['open'], { total, parts }: Upload): Promise<Buffer> {
  const document = Buffer.allocUnsafeSlow(total);
  for (const { from, sealed } of parts) {
    const plain = await open(sealed, placeOf(from, total));
    document.set(plain, from);
    plain.fill(0);
  }
  return document;
}
