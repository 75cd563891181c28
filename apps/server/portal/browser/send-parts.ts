import { FIRST_PART, type Parcel, pageOf } from './parcel.ts';
import { type Sent, sendForm } from './send.ts';

/** What somebody is told on the way. */
export type Told = {
  through(percent: number): void;
  /** Nothing goes; it is tried again. With words where the service gave a reason. */
  waiting(reason?: string): void;
  back(): void;
  /** Some of it was there before this page began. */
  resumed(): void;
  /** All of it is there and looked at. */
  arrived(): void;
};

const KIBIBYTE = 1024;
const [SMALLEST, LARGEST] = [16 * KIBIBYTE, 256 * KIBIBYTE];
/** A part that went faster may be followed by a larger one. */
const QUICK_MS = 2000;
/** The smallest part on a line of 3 kbit/s. */
const PART_MS = 45_000;
/** What is waited before the next try; the last one again and again. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15_000];
/** The system says that there is no line: it will say when there is, but it has been wrong before. */
const OFFLINE_MS = 30_000;
const MOST_TRIES = 10;
/** A service that keeps losing what it had is given the whole form instead. */
const MOST_RESTARTS = 3;

type Step = 'went' | 'restart' | { lost: string | undefined } | { sent: Sent };

export type Sending = {
  sent: Promise<Sent>;
  hurry(): void;
  /** Ends it; what is there waits for the same picture to come again. */
  pause(): void;
  /** Ends it, and what is there goes. */
  stop(): void;
};

/**
 * Sends a form with its file in parts, each acknowledged (UP-06). After a broken line it goes on from what the service has;
 * a form that is sent twice gets the first one's answer.
 *
 * @param form has `data-parts`, the address for parts
 * @param whole the form with its file, for a service that will not have it in parts
 */
export function sendInParts(
  form: HTMLFormElement,
  parcel: Parcel,
  { whole, small, told }: { whole: () => FormData; small: () => FormData; told: Told },
): Sending {
  const address = form.dataset.parts ?? '';
  const stop = new AbortController();
  const total = parcel.bytes.size;
  let size = FIRST_PART;
  let wake = () => {};

  async function post(fields: Record<string, string>, part?: Blob): Promise<Response> {
    const body = new FormData();
    const token = small().get('_csrf');
    if (typeof token === 'string') body.set('_csrf', token);
    for (const [name, value] of Object.entries({ upload: parcel.id, ...fields })) body.set(name, value);
    if (part) body.set('part', part, 'part');
    const late = new AbortController();
    const end = () => late.abort();
    const timer = setTimeout(end, PART_MS);
    const drops = 'drop' in fields;
    if (!drops) stop.signal.addEventListener('abort', end);
    try {
      const headers = { accept: 'application/json' };
      return await fetch(address, { method: 'POST', body, headers, signal: late.signal, keepalive: drops });
    } finally {
      clearTimeout(timer);
      stop.signal.removeEventListener('abort', end);
    }
  }
  /** What the service has, as it says itself. */
  async function hear(answer: Response): Promise<'heard' | Step> {
    const said = (await answer.json()) as { have?: number; message?: string };
    if (answer.status >= 500 || answer.status === 429) return { lost: said.message };
    if (!answer.ok || said.have === undefined) return sendWhole();
    parcel.have = Math.min(total, said.have);
    if (parcel.have > 0) told.through(Math.floor((parcel.have / total) * 100));
    return 'heard';
  }
  async function ask(): Promise<Step> {
    try {
      const heard = await hear(await post({ begin: 'yes' }));
      if (heard !== 'heard') return heard;
      parcel.asked = true;
      if (parcel.have > 0) told.resumed();
      return 'went';
    } catch {
      return { lost: undefined };
    }
  }
  async function sendPart(): Promise<Step> {
    const from = parcel.have;
    const began = performance.now();
    try {
      const part = parcel.bytes.slice(from, from + size);
      const heard = await hear(
        await post({ from: String(from), total: String(total), at: pageOf(form) }, part),
      );
      if (heard !== 'heard') return heard;
      if (performance.now() - began < QUICK_MS) size = Math.min(LARGEST, size * 2);
      return parcel.have > from ? 'went' : 'restart';
    } catch {
      size = Math.max(SMALLEST, size / 2);
      return { lost: undefined };
    }
  }
  async function sendLast(): Promise<Step> {
    told.arrived();
    const body = small();
    body.set('upload', parcel.id);
    const sent = await sendForm(form, body, { stop: stop.signal });
    if (sent.ok === 'lost') return { lost: undefined };
    if (sent.ok !== false) return { sent };
    if (sent.status === 409) {
      parcel.have = 0;
      return 'restart';
    }
    const reason = sent.page.querySelector('.field-error')?.textContent ?? undefined;
    return sent.status === 503 || sent.status === 429 ? { lost: reason } : { sent };
  }
  async function sendWhole(): Promise<Step> {
    return { sent: await sendForm(form, whole(), { progress: told.through, stop: stop.signal }) };
  }
  function rest(tries: number): Promise<void> {
    const wait = WAITS_MS[tries] ?? WAITS_MS.at(-1) ?? 0;
    return new Promise((done) => {
      const timer = setTimeout(() => wake(), navigator.onLine ? wait : OFFLINE_MS);
      const go = () => wake();
      wake = () => {
        clearTimeout(timer);
        window.removeEventListener('online', go);
        done();
      };
      window.addEventListener('online', go);
    });
  }
  function next(restarts: number): Promise<Step> {
    if (restarts > MOST_RESTARTS) return sendWhole();
    if (!parcel.asked) return ask();
    return parcel.have >= total ? sendLast() : sendPart();
  }
  async function send(): Promise<Sent> {
    let [tries, restarts] = [0, 0];
    let broken = false;
    while (!stop.signal.aborted) {
      const step = await next(restarts);
      if (typeof step === 'object' && 'lost' in step) {
        if (stop.signal.aborted) break;
        if (tries >= MOST_TRIES) return { ok: 'lost' };
        told.waiting(step.lost);
        broken = true;
        const connected = navigator.onLine;
        await rest(tries);
        if (connected) tries += 1;
        continue;
      }
      if (typeof step === 'object') return step.sent;
      if (step === 'restart') restarts += 1;
      if (broken) told.back();
      broken = false;
      tries = 0;
    }
    return { ok: 'stopped' };
  }

  const pause = () => {
    stop.abort();
    wake();
  };
  return {
    sent: send(),
    hurry: () => wake(),
    pause,
    stop() {
      pause();
      // What is there already need not wait for its end.
      void post({ drop: 'yes' }).catch(() => {});
    },
  };
}
