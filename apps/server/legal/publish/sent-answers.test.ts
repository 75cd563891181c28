import assert from 'node:assert/strict';
import { leafOf } from '@commonkey/ledger';
import { openingsIn } from '../../register/openings.ts';
import { publishedDemands } from '../../register/publications.ts';
import { demandFigures } from '../../register/report/demand-figures.ts';
import { figuresOf } from '../../register/report/figures.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { committedLeaves } from '../../store/committed.ts';
import { forOneServer } from '../../testing/database.ts';
import { decideOutcome, proposeOutcome } from '../demands/decide.ts';
import { issueLetter, prepareLetter } from '../demands/papers/letters.ts';
import { scopeFile } from '../demands/scope-file.ts';
import { act, decided, registered } from '../demands/testing/hall.ts';
import { oneDemand } from '../demands/view.ts';
import { proposeCopy, proposedCopy, publishDemand } from './publish-demand.ts';

forOneServer('what the public is told of an answer', (test) => {
  test('register and report tell of no answer before a letter went out, and count the days to that letter', async (db, t) => {
    const { context, law, other, demand, item } = await registered(db, t);
    await act(law, demand, 'checks', { 'call-back': 'yes' });
    await decided({ context }, [law, other], demand, { item, outcome: 'objected' });
    const published = async () => {
      await proposeCopy(context, demand.id, 'All papers of [name].', law.id);
      const copy = await proposedCopy(context, demand.id, other.id);
      await publishDemand(context, demand.id, { by: other.id, digest: copy?.digest ?? '' });
      const [shown] = await publishedDemands(db.store.read);
      assert.ok(shown);
      const { demands } = await figuresOf(context, '2026-H1');
      const { outcomes, medianDays } = demands;
      return { said: shown.said, outcomes, medianDays };
    };
    const page = async () => {
      const { public: open } = await cityHall(context);
      return (await open.inject({ url: '/demands' })).body;
    };
    const nothing = async (why: string) => {
      const { said, outcomes, medianDays } = await published();
      assert.deepEqual(said.items, [{ place: 1, outcome: null, decidedOn: null }], why);
      assert.ok(!said.openings.some(({ event }) => event.kind === 'demand-decided'), why);
      assert.deepEqual([outcomes, medianDays], [[], null], why);
    };
    await nothing('decided, and no letter made');
    assert.match(await page(), /not answered yet/);
    assert.doesNotMatch(await page(), /we objected/);

    const view = await oneDemand(context, demand.id);
    const [asked] = view.items;
    assert.ok(asked);
    const scope = scopeFile(view, asked);
    const wish = {
      ...{ letter: 'objections' as const, to: 'The issuer', grounds: ['overbroad' as const] },
      ...{ own: 'It asks for too much.', responsible: 'Ada Example', scopes: { 1: scope ?? '' } },
    };
    const letter = await prepareLetter(context, demand.id, { wish, by: law.id, language: 'en' });
    await nothing('made ready, and not sent');
    context.setTime(new Date('2026-03-12T18:00:00Z'));
    await issueLetter(context, demand.id, { letter, by: other.id });
    const { said, outcomes, medianDays } = await published();
    assert.deepEqual(said.items, [{ place: 1, outcome: 'objected', decidedOn: '2026-03-02' }]);
    assert.equal(said.firstAnswerOn, '2026-03-12');
    assert.deepEqual([outcomes, medianDays], [[{ outcome: 'objected', count: 1 }], 10]);
    assert.ok(
      said.openings.some(({ event }) => event.kind === 'demand-letter'),
      'its day can be checked',
    );
    const has = await committedLeaves(db.store.read, openingsIn(said).map(leafOf));
    assert.equal(has.size, said.openings.length);
    assert.match(await page(), /we objected/);
    // A demand shown before rows told of it counts as it did: reports of then agree with themselves.
    const { firstAnswerOn: _none, ...before } = said;
    const of = (one: typeof said) =>
      demandFigures([{ said: one, firstOn: '2026-03-12' }], '2026-H1').medianDays;
    assert.equal(of(before), 0);

    const decision = await proposeOutcome(context, { demand: demand.id, item }, 'declined', law.id);
    await decideOutcome(context, { demand: demand.id, decision }, other.id);
    const again = await published();
    assert.equal(again.said.items[0]?.outcome, null, 'the letter said something else');
    assert.deepEqual([again.outcomes, again.medianDays], [[], 10]);
  });
});
