import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFaults, speaker } from '@commonkey/words';
import fc from 'fast-check';
import { checkDigit } from './check-digit.ts';
import { readMrz } from './read-mrz.ts';
import en from './words.en.json' with { type: 'json' };
import es from './words.es.json' with { type: 'json' };

// Specimens of ICAO Doc 9303 parts 4, 5, 6 and 7.
const td1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';
const td2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6';
const td3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
const visaA = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<';
const visaB = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<';
const today = '2026-11-21';

const codes = (text: string) => readMrz(text, today).faults.map((one) => one.code);

test('check digits of ICAO Doc 9303-3', () => {
  assert.equal(checkDigit('520727'), '3');
  assert.equal(checkDigit('AB2134<<<'), '5');
  assert.equal(checkDigit('D23145890'), '7');
  assert.equal(checkDigit('é'), undefined);
});

for (const [name, text, birthDate, expires] of [
  ['TD1', td1, '1974-08-12', '2012-04-15'],
  ['TD2', td2, '1974-08-12', '2012-04-15'],
  ['TD3', td3, '1974-08-12', '2012-04-15'],
  ['visa of size A', visaA, '1940-09-07', '1996-12-10'],
  ['visa of size B', visaB, '1940-09-07', '1996-12-10'],
] as const)
  test(`reads the specimen ${name}, tidy and untidy`, () => {
    const expected = {
      names: { family: 'Eriksson', given: 'Anna Maria' },
      birthDate,
      expires,
      faults: [],
      cautions: [],
    };
    assert.deepEqual(readMrz(text, today), expected);
    assert.deepEqual(readMrz(text.toLowerCase(), today), expected, 'lower case');
    assert.deepEqual(readMrz(text.replaceAll('\n', ''), today), expected, 'one line from a scanner');
    assert.deepEqual(
      readMrz(text.replace(/(.{5})/g, '$1 ').replaceAll('\n', '\r\n\r\n'), today),
      expected,
      'blanks',
    );
    assert.deepEqual(readMrz(text.replaceAll('<<', '«'), today), expected, 'guillemets');
    assert.deepEqual(
      readMrz(text.replace('7408122', '74O8I22').replace('ERIKSSON', 'ER1K5SON'), today),
      expected,
      'O and 0',
    );
  });

test('the name line may lack its fillers, another line may not', () => {
  assert.deepEqual(codes(td1.replace(/<+$/, '')), []);
  assert.deepEqual(codes(td3.replace(/<+\n/, '\n')), []);
  assert.deepEqual(readMrz(td3.slice(0, -1), today).faults, [
    { code: 'mrz-length', params: { line: 2, expected: 44, found: 43 } },
  ]);
});

test('every fault has its own code', () => {
  assert.deepEqual(codes(' \n '), ['mrz-empty']);
  assert.deepEqual(codes('NOT A ZONE'), ['mrz-shape']);
  assert.deepEqual(codes('A\nB\nC\nD'), ['mrz-shape']);
  assert.deepEqual(readMrz(td3.replace('L89', 'Lé9'), today).faults, [
    { code: 'mrz-character', params: { line: 2, position: 2 } },
  ]);
  assert.deepEqual(codes(td3.replace('L898', 'L798')), ['mrz-check-number']);
  assert.deepEqual(codes(td3.replace('7408122', '7408123')), ['mrz-check-birth']);
  assert.deepEqual(codes(td3.replace('1204159', '1204158')), ['mrz-check-expiry']);
  assert.deepEqual(codes(td3.replace('ZE184226B', 'ZE184226C')), ['mrz-check-optional']);
  assert.deepEqual(codes(td3.replace(/0$/, '1')), ['mrz-check-overall']);
  assert.ok(codes(td3.replace('7408122', `741399${checkDigit('741399')}`)).includes('mrz-birth-impossible'));
  assert.ok(codes(td3.replace('1204159', `120431${checkDigit('120431')}`)).includes('mrz-expiry-impossible'));
  assert.deepEqual(codes(td1.replace('ERIKSSON<<ANNA<MARIA', '')), ['mrz-name-missing']);
});

test('a letter typed for a digit in the number is pointed at', () => {
  const [fault] = readMrz(td3.replace('L898902C3', 'L8989O2C3'), today).faults;
  assert.deepEqual(fault, { code: 'mrz-check-number', params: { line: 2, first: 1, last: 9, look: 6 } });
});

test('a failed sum takes its date back, the others stay', () => {
  const reading = readMrz(td3.replace('7408122', '7408123'), today);
  assert.equal(reading.birthDate, undefined);
  assert.equal(reading.expires, '2012-04-15');
});

test('a long number goes on in the next field', () => {
  // The second specimen of Doc 9303-5: number D23145890734 with check digit 9.
  const long =
    'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<';
  assert.deepEqual(codes(long), []);
  assert.deepEqual(codes(long.replace('7349', '7348')), ['mrz-check-number']);
});

test('unknown parts of a birth date and cut names are cautions, not faults', () => {
  const open = `${td1.slice(0, 31)}74<<<<${checkDigit('74<<<<')}F1204159UTO<<<<<<<<<<<`;
  const overall = checkDigit(`D231458907<<<<<<<<<<<<<<<${open.slice(31, 38)}1204159<<<<<<<<<<<`);
  const reading = readMrz(`${open}${overall}\nERIKSSON<<ANNA<MARIA<MAGDALENA`, today);
  assert.deepEqual(reading.faults, []);
  assert.deepEqual(
    reading.cautions.map((one) => one.code),
    ['mrz-birth-open', 'mrz-name-cut'],
  );
  assert.equal(reading.birthDate, undefined);
});

test('centuries: births lie behind today, expiries near it', () => {
  const short = (yymmdd: string) => td3.replace('7408122', `${yymmdd}${checkDigit(yymmdd)}`);
  assert.equal(readMrz(short('261121'), today).birthDate, '2026-11-21');
  assert.equal(readMrz(short('261122'), today).birthDate, '1926-11-22');
  assert.equal(readMrz(td3, '2099-01-01').expires, '2112-04-15');
});

test('one name only', () => {
  assert.deepEqual(readMrz(td1.replace('ERIKSSON<<ANNA<MARIA', 'ARKFREITH<<<<<<<<<<<'), today).names, {
    family: 'Arkfreith',
    given: '',
  });
});

test('T2: whatever the country, kind, number, sex or nationality, the reading is the same', () => {
  const upper = fc.stringMatching(/^[A-Z]{3}$/);
  const build = (country: string, nationality: string, sex: string, number: string) => {
    const first = `P<${country}ERIKSSON<<ANNA<MARIA`.padEnd(44, '<');
    const digits = `${number}${checkDigit(number)}`;
    const rest = '<<<<<<<<<<<<<<0';
    const overall = checkDigit(`${digits}74081221204159${rest}`);
    return `${first}\n${digits}${nationality}7408122${sex}1204159${rest}${overall}`;
  };
  const reference = readMrz(build('UTO', 'UTO', 'F', 'L898902C3'), today);
  assert.deepEqual(reference.faults, []);
  fc.assert(
    fc.property(
      upper,
      upper,
      fc.constantFrom('F', 'M', '<', 'X'),
      fc.stringMatching(/^[A-Z0-9]{9}$/),
      (...paper) => assert.deepEqual(readMrz(build(...paper), today), reference),
    ),
    { seed: 9303 },
  );
});

test('any one wrong digit in a date is caught; any text at all is answered without a throw', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 }), (at, shift) => {
      const birth = '740812';
      const wrong = birth.slice(0, at) + ((Number(birth[at]) + shift) % 10) + birth.slice(at + 1);
      assert.ok(codes(td3.replace(birth, wrong)).includes('mrz-check-birth'));
    }),
    { seed: 9303 },
  );
  const line = fc.string({ unit: fc.constantFrom(...'ABCO0<19 \né'), maxLength: 95 });
  fc.assert(
    fc.property(line, (text) => void readMrz(text, today)),
    { seed: 9303 },
  );
});

test('every code has its sentence in English and Spanish, and no parameter can hold a person', () => {
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []);
  const broken = [
    td3.replace('L898', 'L798'),
    td3.slice(1),
    td3.replace('L89', 'Lé9'),
    'X',
    td1.replace('ERIKSSON<<ANNA<MARIA', ''),
  ];
  for (const text of broken)
    for (const { code, params } of readMrz(text, today).faults) {
      assert.ok(Object.values(params).every((one) => typeof one === 'number'));
      for (const [language, words] of [
        ['en', en],
        ['es', es],
      ] as const)
        assert.ok(speaker(language, words)(`fault.${code}`, params).length > 10);
    }
});
