import assert from 'node:assert/strict';
import { forOneServer } from '../testing/database.ts';
import { heading } from './testing/applicant.ts';
import { ADULT, type Form, fillIn } from './testing/fill-in.ts';
import { portalHall } from './testing/hall.ts';
import { openedByReviewer } from './testing/opened.ts';

const CHILD: Form = {
  ...ADULT,
  who: 'child',
  name: 'Zephyrah Quakenbush',
  born: ['3', 'March', '2018'],
  emergency: 'Zéphyrine 312 555 0123',
  home: 'care-of',
  careOf: 'Thistle House',
};
const CARED_FOR: Form = {
  who: 'caretaker',
  name: 'محمد علي',
  latin: 'Muhammad Ali Quakenbush',
  second: 'ar',
  born: ['٣', '٣', '٢٠٠٨'],
  home: 'none',
};

forOneServer('UX-24: every path ends in an application that a reviewer can open', (test) => {
  test('an adult with an address', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, ADULT);
    const done = await person.answer({}, '/apply/send');
    assert.equal(heading(done), 'We have your application');
    const { card, papers } = await openedByReviewer(hall);
    assert.deepEqual(card.person, {
      name: 'Zéphyrine Quakenbush',
      secondName: '',
      secondLanguage: '',
      birthDate: '1987-04-17',
      careOf: '',
      address: '17 Thistlewood Lane',
      addressSecond: '',
      emergencyContact: '',
    });
    assert.deepEqual(card.answers, { path: 'self', name: 'Zéphyrine Quakenbush', home: 'address' });
    assert.deepEqual(
      papers.map(({ shows }) => shows),
      [['photo'], ['birth-date'], ['residency']],
    );
    for (const jpeg of [card.face, ...papers.map((one) => one.jpeg)])
      assert.equal(Buffer.from(jpeg.subarray(0, 3)).toString('hex'), 'ffd8ff');
    const kinds = await db.store.read.selectFrom('vault_records').select('kind').orderBy('kind').execute();
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['card', 'contact', 'papers', 'review-box'],
    );
  });

  test('a child, by a guardian, whose mail somebody takes', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, CHILD);
    await person.answer({}, '/apply/send');
    const { card, papers } = await openedByReviewer(hall);
    assert.equal(card.person.careOf, 'Thistle House');
    assert.equal(card.person.emergencyContact, 'Zéphyrine 312 555 0123');
    assert.equal(card.person.address, '');
    assert.deepEqual(
      papers.map(({ shows }) => shows[0]),
      ['birth-date', 'residency', 'guardian'],
    );
  });

  test('somebody without an address, whom a caretaker speaks for, in letters of their own', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, CARED_FOR);
    await person.answer({}, '/apply/send');
    const { card, papers } = await openedByReviewer(hall);
    assert.equal(card.person.name, 'Muhammad Ali Quakenbush');
    assert.equal(card.person.secondName, 'محمد علي');
    assert.equal(card.person.secondLanguage, 'ar');
    assert.equal(card.person.birthDate, '2008-03-03');
    assert.equal(card.answers.home, 'none');
    assert.equal(papers.length, 5);
  });
});
