/**
 * What translators work with.
 *
 *   node scripts/words.ts missing pl > asked.txt          sentences that Polish lacks, one a line: number|English
 *   node scripts/words.ts fill pl asked.txt given.txt     takes them in: number|Polish; each touched file stays a draft
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Catalogue, DRAFT } from '@commonkey/words';
import { cataloguesOf, RESIDENT_ROOMS, type Room, wordsFile } from './resident-rooms.ts';

/** Taken away by whoever speaks the language, has read the file and stands for it. */
const MARK = 'Made by a machine. Nobody who speaks the language has read it yet; the English text counts.';

type Lack = { room: Room; key: string; english: string };

function lacking(language: string): Lack[] {
  return RESIDENT_ROOMS.flatMap((room) => {
    const { en = {}, [language]: own = {} } = cataloguesOf(room);
    return Object.entries(en).flatMap(([key, english]) => (key in own ? [] : [{ room, key, english }]));
  });
}

/** The same sentence is asked for once. */
function questions(language: string): string[] {
  return [...new Set(lacking(language).map(({ english }) => english))];
}

/** Number → text, of lines such as `12|Languages`. */
function numbered(file: string): Map<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const found = /^(\d+)\|(.*)$/.exec(line);
      return found ? [[found[1] ?? '', (found[2] ?? '').trim()]] : [];
    }),
  );
}

function fill(language: string, asked: string, answers: string): void {
  const answered = numbered(answers);
  const given = new Map([...numbered(asked)].map(([number, english]) => [english, answered.get(number)]));
  for (const room of RESIDENT_ROOMS) {
    const { en = {}, [language]: own = {} } = cataloguesOf(room);
    const { [DRAFT]: mark = MARK, ...said } = own;
    const words: Record<string, string> = {};
    for (const [key, english] of Object.entries(en)) {
      const sentence = said[key] ?? given.get(english);
      if (sentence !== undefined) words[key] = sentence;
    }
    if (Object.keys(words).length > 0) save(wordsFile(room, language), { [DRAFT]: mark, ...words });
  }
  console.log(`${answered.size} taken in, ${questions(language).length} still missing`);
}

function save(path: string, words: Catalogue): void {
  writeFileSync(path, `${JSON.stringify(words, null, 2)}\n`);
}

const { positionals } = parseArgs({ allowPositionals: true });
const [work, language = '', asked = '', answers = ''] = positionals;
if (work === 'missing')
  questions(language).forEach((english, at) => void console.log(`${at + 1}|${english}`));
else if (work === 'fill') fill(language, asked, answers);
else console.log('node scripts/words.ts missing <language> | fill <language> <asked> <given>');
