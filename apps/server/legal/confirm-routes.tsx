import { isFault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { upholdHold } from '../holds/lifting.ts';
import { typedPost } from '../staff/service.ts';
import type { Writer } from '../store/store.ts';
import { confirmBody, readWords, wordsBody } from './bodies.ts';
import { ConfirmPage, StandsPage, WordsPage } from './confirm-page.tsx';
import { backTo, holdOf, signedIn } from './hold-routes.tsx';
import { HOLDS_PATH } from './paths.ts';
import type { Filled } from './scope-form.tsx';
import { secondRule } from './second.ts';
import { countedHold, type HoldView, oneHold } from './view.ts';
import { readPart, scopeRules } from './wish.ts';
import { LONGEST_SENTENCE, unwritten, wordingsOf, writeWording } from './wording.ts';

const LAW = ['law-officer'] as const;
/** A hold is confirmed as it was placed unless somebody narrows it. */
const ALL_OF_IT: Filled = { which: 'all', when: 'all' };

/** What a press finds that came after another, or too late. */
const STANDS: readonly string[] = [
  'hold-already-confirmed',
  'hold-lapsed',
  'hold-already-released',
  'hold-row-altered',
];
const mayConfirm = ({ state }: Pick<HoldView, 'state'>): boolean => state === 'provisional';

/** The two forms of the law department that are written in: confirming, and other words for residents. */
export function confirmRoutes(context: Context, app: FastifyInstance): void {
  const { store, clock, random, vault, program } = context;
  const languages = program.program.city.languages;
  const tooLong = (sentences: Readonly<Record<string, string>>) =>
    languages.find((tag) => (sentences[tag] ?? '').trim().length > LONGEST_SENTENCE);

  const shownHold = async (id: string) => countedHold(context, await oneHold(context, id));

  app.get(`${HOLDS_PATH}/:hold/confirm`, async (request, reply) => {
    const id = holdOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const hold = await shownHold(id);
    const rule = await secondRule(store.read);
    if (!mayConfirm(hold)) return reply.page(<StandsPage {...{ context, request, session, hold, rule }} />);
    const wording = (await wordingsOf(store.read, [id])).get(id) ?? null;
    const shown = { context, request, session, hold, rule, wording };
    return reply.page(<ConfirmPage {...shown} faults={{}} filled={ALL_OF_IT} />);
  });
  typedPost(
    context,
    app,
    `${HOLDS_PATH}/:hold/confirm`,
    confirmBody(program.program),
    async (request, reply, body) => {
      const id = holdOf(request);
      const session = await signedIn(context, request, reply, id, LAW, true);
      if (!session) return reply;
      const hold = await oneHold(context, id);
      const wording = readWords(body);
      const stands = async () => {
        const [now, rule] = [await shownHold(id), await secondRule(store.read)];
        const written = (await wordingsOf(store.read, [id])).get(id) ?? null;
        const shown = { context, request, session, rule, wording: unwritten(wording, written) };
        return reply.page(<StandsPage {...shown} hold={now} pressed />, 409);
      };
      if (!mayConfirm(hold)) return stands();
      const { narrowTo, faults } = readPart(body, hold.placed, await scopeRules(context));
      const long = tooLong(wording.sentences);
      const all = long ? { ...faults, [`said-${long}`]: 'wording-too-long' } : faults;
      if (Object.keys(all).length > 0) {
        const rule = await secondRule(store.read);
        const filled: Filled = Object.fromEntries(
          Object.entries(body).map(([name, value]) => [name, String(value)]),
        );
        const shown = { context, request, session, rule, wording, filled, faults: all };
        return reply.page(<ConfirmPage {...shown} hold={await countedHold(context, hold)} />, 422);
      }
      const by = session.staffId;
      const also = async (tx: Writer) => {
        const said = wording.gag || Object.values(wording.sentences).some((text) => text.trim() !== '');
        if (said) await writeWording(tx, id, wording, { by, now: clock.now(), random });
      };
      const parts = { clock, random, inFlight: vault.inFlight, once: true, narrowTo, also };
      try {
        await upholdHold(store, id, by, parts);
      } catch (error) {
        if (isFault(error) && STANDS.includes(error.code)) return stands();
        throw error;
      }
      return backTo(request, reply, id, 'confirmed');
    },
  );
  app.get(`${HOLDS_PATH}/:hold/words`, async (request, reply) => {
    const id = holdOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const hold = await oneHold(context, id);
    const rule = await secondRule(store.read);
    const wording = (await wordingsOf(store.read, [id])).get(id) ?? null;
    return reply.page(<WordsPage {...{ context, request, session, hold, rule, wording }} tooLong={false} />);
  });
  typedPost(
    context,
    app,
    `${HOLDS_PATH}/:hold/words`,
    wordsBody(program.program),
    async (request, reply, body) => {
      const id = holdOf(request);
      const session = await signedIn(context, request, reply, id, LAW);
      if (!session) return reply;
      const wording = readWords(body);
      const words = { by: session.staffId, now: clock.now(), random };
      try {
        await store.write((tx) => writeWording(tx, id, wording, words));
      } catch (error) {
        if (!isFault(error) || error.code !== 'wording-too-long') throw error;
        const hold = await oneHold(context, id);
        const rule = await secondRule(store.read);
        return reply.page(<WordsPage {...{ context, request, session, hold, rule, wording }} tooLong />, 422);
      }
      return backTo(request, reply, id, 'worded');
    },
  );
}
