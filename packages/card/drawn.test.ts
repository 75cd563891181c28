import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAWN, type PrintField, type Program } from '@commonkey/program';
import { printField } from '@commonkey/program/schema/card.ts';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { layoutCard } from './layout.ts';
import type { Mark } from './mark.ts';
import { type CardPerson, cardSettings } from './settings.ts';
import { faces, portrait, sceneNamed } from './testing/draw.ts';

const model = shippedProgram('model-city');
const SIDES = ['front', 'back'] as const;
type Side = (typeof SIDES)[number];

/** Somebody who asked for everything there is to ask for, a care-of line instead of the address aside. */
const everything: CardPerson = {
  ...sceneNamed('child').person,
  careOf: '',
  portrait,
  secondName: { text: 'Адаезе', lang: 'uk' },
  address: '12 Example Street\nModel City',
};

/** How a field is recognised in a drawing; by its own name where nothing draws it yet. */
const ROLES: Partial<Record<PrintField, string>> = {
  'birth-date': 'birth',
  'emergency-contact': 'emergency',
};

const shows = (marks: readonly Mark[], field: PrintField): boolean =>
  marks.some((mark) =>
    field === 'photo' ? mark.kind === 'image' : mark.kind === 'text' && mark.role === (ROLES[field] ?? field),
  );

function drawnOn(field: PrintField, side: Side): boolean {
  const others = model.card.print.filter((each) => each.field !== field);
  const print: Program['card']['print'] = [
    ...others,
    { field, side, purpose: 'purpose.name', source: 'own' },
  ];
  const person = field === 'care-of' ? { ...everything, careOf: 'St. Brigid House' } : everything;
  const settings = cardSettings({ ...model, card: { ...model.card, print } });
  return shows(layoutCard(settings, person, { faces, marking: 'none' })[side], field);
}

test('the list of what a card can show is what it shows, each field of a program on each side', () => {
  for (const field of printField.options)
    for (const side of SIDES)
      assert.equal(drawnOn(field, side), DRAWN[field]?.includes(side) ?? false, `${field} ${side}`);
});

test('what may be left out of a program is then not on the card, whatever the person has', () => {
  for (const field of ['second-name', 'issued', 'address', 'care-of'] as const) {
    const print = model.card.print.filter((each) => each.field !== field);
    const card = { ...model.card, print, secondScript: field !== 'second-name' };
    const person = field === 'care-of' ? { ...everything, careOf: 'St. Brigid House' } : everything;
    const layout = layoutCard(cardSettings({ ...model, card }), person, { faces, marking: 'none' });
    for (const side of SIDES) assert.ok(!shows(layout[side], field), field);
  }
});
