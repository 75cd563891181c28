import {
  type Assessment,
  assess,
  inForce,
  type Program,
  wordMissing,
  wordOpen,
  wordUnusable,
} from '@commonkey/program';
import { parseProgram } from '@commonkey/program/parse.ts';
import { Fault, type Speak } from '@commonkey/words';
import { readOverrides } from './check.ts';
import { type Io, readFolder } from './folder.ts';
import { readPapers } from './papers-argument.ts';
import { EXIT, guarded, languageOf, readArguments, speak } from './usage.ts';

function load(dir: string, overrides: readonly string[] | undefined): Program {
  const { program, faults } = parseProgram(readFolder(dir), { override: readOverrides(overrides) });
  if (!program) throw new Fault('program-refused', { dir, n: faults.length });
  return program;
}

function sentences(answer: Assessment, say: Speak): string {
  const lines = [say(`assess.outcome.${answer.outcome}`)];
  if (answer.outcome !== 'met') {
    lines.push(...answer.missing.map((missing) => `  ${wordMissing(say, missing)}`));
    if (answer.outcome === 'undetermined') {
      lines.push(say('check.unestablished'), ...answer.open.map((open) => `  ${wordOpen(say, open)}`));
    }
    if (answer.completions.length > 0) {
      lines.push(say('assess.completions'));
      for (const set of answer.completions)
        lines.push(`  • ${set.map((id) => say(`paper.${id}`)).join(' + ')}`);
    }
    if (answer.more) lines.push(`  ${say('assess.more')}`);
  }
  lines.push(...answer.unusable.map((unusable) => wordUnusable(say, unusable)));
  return `${lines.join('\n')}\n`;
}

/**
 * `commonkey program assess DIR --papers a,b --born D --on D [--without c,d] [--json] [--override …] [--lang en|es]`;
 * dates of papers as in `readPapers`. Nothing of it is stored or sent.
 *
 * @returns 0 met, 1 missing, 3 undetermined, 2 the command itself was wrong
 */
export function programAssess(argv: readonly string[], io: Io): Promise<number> {
  return guarded(argv, io, async () => {
    const { values, positionals } = readArguments(argv, {
      papers: { type: 'string' },
      born: { type: 'string' },
      on: { type: 'string' },
      without: { type: 'string' },
      json: { type: 'boolean' },
      override: { type: 'string', multiple: true },
      lang: { type: 'string' },
    });
    const [dir, ...rest] = positionals;
    const on = values.on ?? io.today;
    if (dir === undefined || rest.length > 0 || values.born === undefined || on === undefined) {
      throw new Fault('program-assess-usage');
    }
    const program = load(dir, values.override);
    const without = readPapers(values.without ?? '').map(({ paper }) => paper);
    const person = { birthDate: values.born, without };
    const language = languageOf(io, values.lang);
    const answer = assess(program, readPapers(values.papers ?? ''), person, on);

    const valid = inForce(program, on);
    if (values.json)
      io.out(
        `${JSON.stringify({ program: program.id, version: program.version, inForce: valid, ...answer }, null, 2)}\n`,
      );
    else {
      const say = speak(language, program.words[language]);
      if (!valid) io.err(`${say('assess.not-in-force', { on })}\n`);
      io.out(sentences(answer, say));
    }
    return { met: EXIT.fine, missing: EXIT.no, undetermined: EXIT.open }[answer.outcome];
  });
}
