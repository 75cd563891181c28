import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { checkLetter, groupLine, type Letter, plainName, readCode, readLine, signLetter } from './index.ts';
import { aGroup } from './testing/group.ts';

const LETTER: Letter = {
  ...{ city: 'model-city', kind: 'shelter', day: '2026-11-20' },
  ...{ name: 'Marisol Peña Ruiz', born: '1988-04-02' },
};
const TODAY = '2026-11-23';
const { city, name, born } = LETTER;
const about = { city, name, born };

describe('a letter of a community group', () => {
  test('is known without a network: which group, of which day, of which kind', async () => {
    const [ours, other] = [await aGroup(), await aGroup({ id: 'other-house', name: 'Other House' })];
    const groups = [other.group, ours.group];
    const lines = await signLetter(ours.signer, LETTER);
    assert.deepEqual([lines.length, new Set(lines.map((line) => line.length))], [8, new Set([15])]);
    const code = lines.map(groupLine).join('\n').toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o');
    const verdict = await checkLetter(groups, code, about, TODAY);
    assert.deepEqual([verdict.is, verdict.day, verdict.kind], ['genuine', '2026-11-20', 'shelter']);
    assert.ok(verdict.is === 'genuine' && verdict.group.id === 'corner-kitchen');
    assert.ok(!lines.join('').includes('MARISOL'));
  });

  test('of somebody else, of another day, kind or city, is none of theirs', async () => {
    const { group, signer } = await aGroup();
    const code = (await signLetter(signer, LETTER)).join('');
    const is = async (change: Partial<typeof about>) =>
      (await checkLetter([group], code, { ...about, ...change }, TODAY)).is;
    assert.equal(await is({ name: 'Marisol Peña' }), 'does-not-fit');
    assert.equal(await is({ born: '1988-02-04' }), 'does-not-fit');
    assert.equal(await is({ city: 'other-city' }), 'does-not-fit');
    assert.equal(await is({ name: '  RUIZ, Marisol Pena ' }), 'genuine', 'written otherwise');
    const others = await Promise.all(
      [{ day: '2026-11-21' }, { kind: 'care-of' as const }].map((change) =>
        signLetter(signer, { ...LETTER, ...change }),
      ),
    );
    for (const lines of others) {
      // Its head, which says day and kind, before the signature of this one.
      const mixed = [lines[0] ?? '', ...(await signLetter(signer, LETTER)).slice(1)].join('');
      assert.equal((await checkLetter([group], mixed, about, TODAY)).is, 'does-not-fit');
    }
  });

  test('whose key is off the list, or not for this day or kind, is said to be so', async () => {
    const { group, signer } = await aGroup();
    const code = (await signLetter(signer, LETTER)).join('');
    const is = async (change: Partial<typeof group>) =>
      (await checkLetter([{ ...group, ...change }], code, about, TODAY)).is;
    assert.equal((await checkLetter([], code, about, TODAY)).is, 'unknown-group');
    assert.equal(await is({ until: '2026-11-19' }), 'not-taken');
    assert.equal(await is({ from: '2026-11-21' }), 'not-taken');
    assert.equal(await is({ until: '2026-11-20', from: '2026-11-20' }), 'genuine');
    assert.equal(await is({ kinds: ['care-of'] }), 'not-taken');
    assert.equal((await checkLetter([group], code, about, '2026-11-19')).is, 'from-the-future');
    const stranger = await aGroup();
    const forged = { ...group, key: stranger.group.key };
    assert.equal((await checkLetter([forged], code, about, TODAY)).is, 'unknown-group');
  });

  test('typed with a slip is told the line, and never taken for another', async () => {
    const { signer } = await aGroup();
    const lines = await signLetter(signer, LETTER);
    const whole = lines.join('');
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const faultOf = (text: string): unknown => {
      try {
        readCode(text);
        return null;
      } catch (error) {
        return isFault(error) ? [error.code, error.params.line] : error;
      }
    };
    fc.assert(
      fc.property(fc.nat(119), fc.nat(31), (at, to) => {
        const letter = letters.charAt(to);
        if (whole[at] === letter) return;
        const slip = `${whole.slice(0, at)}${letter}${whole.slice(at + 1)}`;
        assert.deepEqual(faultOf(slip), ['letter-line-wrong', Math.floor(at / 15) + 1]);
      }),
    );
    const swapped = [lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)].join('');
    assert.deepEqual(faultOf(swapped), ['letter-line-wrong', 1]);
    assert.deepEqual(faultOf(whole.slice(1)), ['letter-code-incomplete', undefined]);
    lines.forEach((line, at) => {
      assert.equal(readLine(groupLine(line).toLowerCase(), at), line);
      assert.throws(() => readLine(line, (at + 1) % 8), { code: 'letter-line-wrong' });
    });
    assert.deepEqual(faultOf(''), ['letter-code-incomplete', undefined]);
    assert.deepEqual(faultOf('Zephyrine Q.'), ['letter-code-incomplete', undefined]);
  });

  test('names are the same however they are written, and different people’s are not', () => {
    assert.equal(plainName('O’Brien-Smith, Ana  María'), plainName('ANA MARIA O Brien Smith'));
    assert.equal(plainName('李小龍'), '李小龍');
    assert.notEqual(plainName('Ana María Ruiz'), plainName('Ana Ruiz'));
    assert.notEqual(plainName('ليلى'), '');
    assert.notEqual(plainName('सीमा'), plainName('समा'));
  });
});
