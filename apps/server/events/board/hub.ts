import { renderToString } from 'preact-render-to-string';
import type { Context } from '../../context.ts';
import { requireEvent, viewDoor } from '../door/line.ts';
import { BoardFragment, clockAt } from './fragment.tsx';
import { type BoardState, boardState } from './state.ts';
import { speakBoard } from './words.ts';

type Parts = Pick<Context, 'store' | 'program' | 'clock'>;

/** A board as it stood, made once for everybody who looks. */
export type Snapshot = {
  state: BoardState;
  /** Languages that are spoken there. */
  spoken: readonly string[];
  html(language: string): string;
  /** What a screen is sent that shows these languages. */
  message(languages: readonly string[]): string;
};
export type Hub = {
  snapshot(mark: string): Promise<Snapshot>;
  /** Tells `send` of every change from now on, and of how it stands now. Returns the way out. */
  watch(mark: string, languages: readonly string[], send: (message: string) => void): Promise<() => void>;
  watchers(): number;
  close(): void;
};

/** A change reaches every screen within this and a query. */
const LOOK_MS = 500;
/** Times move although nothing happens. */
const ANEW_MS = 20_000;

type Entry = {
  snapshot: Snapshot;
  version: string;
  looked: number;
  made: number;
  watchers: Map<object, { languages: readonly string[]; send: (message: string) => void }>;
};

/**
 * The boards of this process. While anybody looks one small query asks every half second which doors have changed, however many screens
 * and boards there are; a door is read again only then. So it works with any number of web processes, and none tells another.
 */
export function openHub(parts: Parts): Hub {
  const entries = new Map<string, Entry>();
  const making = new Map<string, Promise<Entry>>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const make = async (mark: string): Promise<Entry> => {
    const found = await versionsOf(parts, [mark]);
    const snapshot = await snapshotOf(parts, mark);
    const now = performance.now();
    const entry: Entry = {
      ...{ snapshot, version: found.get(mark) ?? '', looked: now, made: now },
      watchers: entries.get(mark)?.watchers ?? new Map(),
    };
    entries.set(mark, entry);
    return entry;
  };
  /** Many who ask at once wait for the same answer. */
  const remake = (mark: string): Promise<Entry> => {
    const known = making.get(mark);
    if (known) return known;
    const begun = make(mark).finally(() => making.delete(mark));
    making.set(mark, begun);
    return begun;
  };
  const current = async (mark: string): Promise<Entry> => {
    const entry = entries.get(mark);
    const now = performance.now();
    return entry && now - entry.looked < LOOK_MS && now - entry.made < ANEW_MS ? entry : remake(mark);
  };
  const tell = ({ snapshot, watchers }: Entry): void => {
    for (const { languages, send } of [...watchers.values()]) send(snapshot.message(languages));
  };
  const look = async (): Promise<void> => {
    const watched = [...entries].filter(([, { watchers }]) => watchers.size > 0);
    const versions = await versionsOf(
      parts,
      watched.map(([mark]) => mark),
    );
    const now = performance.now();
    for (const [mark, entry] of watched) {
      entry.looked = now;
      if (versions.get(mark) !== entry.version || now - entry.made > ANEW_MS) tell(await remake(mark));
    }
    for (const [mark, entry] of entries)
      if (entry.watchers.size === 0 && now - entry.made > ANEW_MS) entries.delete(mark);
  };
  const schedule = (): void => {
    if (closed || timer || ![...entries.values()].some(({ watchers }) => watchers.size > 0)) return;
    timer = setTimeout(async () => {
      // A database that is away for a moment leaves screens with what they have; they say how old it is.
      await look().catch(() => {});
      timer = undefined;
      schedule();
    }, LOOK_MS);
    timer.unref();
  };
  return {
    snapshot: async (mark) => (await current(mark)).snapshot,
    async watch(mark, languages, send) {
      const entry = await current(mark);
      const key = {};
      entry.watchers.set(key, { languages, send });
      send(entry.snapshot.message(languages));
      schedule();
      return () => void entry.watchers.delete(key);
    },
    watchers: () => [...entries.values()].reduce((sum, { watchers }) => sum + watchers.size, 0),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** By mark: grows with every change at the door and of the day. */
export async function versionsOf(
  { store }: Pick<Parts, 'store'>,
  marks: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (marks.length === 0) return new Map();
  const rows = await store.read
    .selectFrom('event_days as d')
    .leftJoin('event_doors as v', 'v.event', 'd.id')
    .select(['d.mark', 'd.version as day', 'v.version as door'])
    .where('d.mark', 'in', [...marks])
    .execute();
  return new Map(rows.map(({ mark, day, door }) => [mark, `${day}.${door ?? 0}`]));
}

async function snapshotOf(parts: Parts, mark: string): Promise<Snapshot> {
  const { read } = parts.store;
  const event = await requireEvent(read, mark);
  const state = boardState(parts, await viewDoor(parts, read, event));
  const { timeZone } = parts.program.program.city;
  const pages = new Map<string, string>();
  const messages = new Map<string, string>();
  const html = (language: string): string => {
    const known =
      pages.get(language) ??
      renderToString(BoardFragment({ state, say: speakBoard(language), language, timeZone }));
    pages.set(language, known);
    return known;
  };
  const message = (languages: readonly string[]): string => {
    const key = languages.join();
    const known =
      messages.get(key) ??
      JSON.stringify({
        asOf: state.asOf,
        course: state.course,
        languages: languages.map((tag) => ({
          tag,
          html: html(tag),
          time: clockAt(timeZone, tag, state.asOf),
        })),
      });
    messages.set(key, known);
    return known;
  };
  return { state, spoken: event.languages, html, message };
}
