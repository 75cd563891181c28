import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import {
  checkLetter,
  groupLine,
  type Letter,
  plainAddress,
  plainName,
  readCode,
  readLine,
  signLetter,
} from './index.ts';
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

  test('letters that no keyboard at a desk has are typed as people type them without', async () => {
    for (const [written, typed] of [
      ['Łukasz Wójcik', 'lukasz wojcik'],
      ['Søren Øster', 'Soren Oster'],
      ['Đorđe Petrović', 'Dorde Petrovic'],
      ['Işıl Yıldız', 'isil yildiz'],
      ['İrem Çağ', 'IREM CAG'],
      ['Æsa Þórsdóttir', 'Aesa Thorsdottir'],
      ['Groß', 'GROSS'],
      ['Шульженко Наталія Д’Яків', 'Наталія Шульженко ДʼЯків'],
    ] as const)
      assert.equal(plainName(written), plainName(typed), written);
    const { group, signer } = await aGroup();
    const code = (await signLetter(signer, { ...LETTER, name: 'Łukasz Ørsted' })).join('');
    const is = async (typed: string) =>
      (await checkLetter([group], code, { ...about, name: typed }, TODAY)).is;
    assert.deepEqual([await is('Lukasz Orsted'), await is('Łukasz Ørsted')], ['genuine', 'genuine']);
    assert.equal(await is('Lukas Orsted'), 'does-not-fit');
  });

  test('of the first kind, printed before there were addresses, stays good as it was printed', async () => {
    const key = {
      x: 'iP8hD3CynjnHb5ma8xgcD-oVIvlW1-jzorm_CWv-XBA',
      y: 'vLsH22qfsh3A4OQhX9KngwDO5YtSqHtv9vFIsIzeF8E',
    };
    const code =
      '244X6E0Y4HMK7BTHS651ZEFTKJB7EES9V6HYX9T4BD4M435WY9VP91F8E9Y8JMG9Z4K0THSP6P975CYEZPF86F86730X09S4PR21M2AXR2N8HQJ6TF8FCR72';
    const { group } = await aGroup({ key });
    const was = { ...about, name: 'Łukasz Ørsted Peña' };
    const verdict = await checkLetter([group], code, was, TODAY);
    assert.ok(verdict.is === 'genuine' && verdict.address === 'unsaid', verdict.is);
    const with_ = await checkLetter([group], code, { ...was, address: '1 Example Street' }, TODAY);
    assert.equal(with_.is, 'does-not-fit', 'an address was written onto it');
  });

  test('with an address is signed with it; one that withholds it says so, and none can be added', async () => {
    const { group, signer } = await aGroup();
    const address = '12 Main Street, Apt. 4, Łódź';
    const named = (await signLetter(signer, { ...LETTER, address })).join('');
    const secret = (await signLetter(signer, LETTER)).join('');
    const check = (code: string, typed: string) =>
      checkLetter([group], code, { ...about, address: typed }, TODAY);
    const good = await check(named, '12 main street apt 4 lodz');
    assert.ok(good.is === 'genuine' && good.address === 'signed', good.is);
    assert.equal((await check(named, '')).is, 'needs-address');
    assert.equal((await check(named, '4 Main Street, Apt. 12, Łódź')).is, 'does-not-fit');
    const withheld = await check(secret, '');
    assert.ok(withheld.is === 'genuine' && withheld.address === 'withheld', withheld.is);
    assert.equal((await check(secret, address)).is, 'does-not-fit');
    assert.equal(named.length, secret.length);
    assert.equal(plainAddress(' .,- '), '', 'signs alone are no address');
  });
});
