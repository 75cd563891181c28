import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appendEntry, type Chain, type ChainBody, handOversOf, openChain } from './index.ts';
import { sampleOffer } from './testing/sample.ts';

test('a record is the card printed before it, whoever came before, between and after', async () => {
  const offer = sampleOffer(6);
  const [a = '', b = '', c = '', d = ''] = offer.places.map(({ serial }) => serial);
  const month = new Date(offer.from * 1000).toISOString().slice(0, 7);
  let chain: Chain = await openChain(offer, '5a'.repeat(32));
  const say = async (...bodies: ChainBody[]) => {
    for (const body of bodies) chain = await appendEntry(offer, chain, body);
  };
  const print = (serial: string): ChainBody[] => [
    { kind: 'intent', serial, purpose: 'first', barcode: null },
    { kind: 'printed', serial, issueMonth: month, expiryMonth: null, slip: null },
  ];
  await say(...print(a));
  await say(...print(b), { kind: 'hand-over', record: 'b'.repeat(32) });
  await say({ kind: 'intent', serial: c, purpose: 'first', barcode: null }, { kind: 'void', serial: c });
  await say(...print(d), { kind: 'hand-over', record: 'd'.repeat(32) });
  assert.deepEqual(
    [...handOversOf(chain)],
    [
      ['b'.repeat(32), b],
      ['d'.repeat(32), d],
    ],
  );
});
