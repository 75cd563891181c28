import { buildLetters } from '@commonkey/letters-page';
import { parseProgram } from '@commonkey/program/parse.ts';
import { speaker } from '@commonkey/words';
import { cardFault } from '../card/codes.ts';
import { writeNew } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { readFolder } from '../program/folder.ts';
import { cliWords } from '../words.ts';

/**
 * `letters page --program DIR --out FILE`: the page on which community groups of this city sign their letters, as one file that needs
 * no network. Faults: `program-unusable`, `cli-*`.
 */
export async function lettersPage(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['program', 'out'] });
  const out = flags.needed('out');
  const { program, faults } = parseProgram(readFolder(flags.needed('program')));
  if (!program)
    throw cardFault('program-unusable', { codes: [...new Set(faults.map(({ code }) => code))].join(', ') });
  writeNew(out, await buildLetters({ id: program.id, name: program.city.name }));
  io.out(speaker('en', cliWords.en ?? {})('letters.made', { path: out }));
  return 0;
}
