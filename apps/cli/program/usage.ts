import { parseArgs } from 'node:util';
import { nearest } from '@commonkey/program';
import { programWords } from '@commonkey/program/words.ts';
import { Fault, isFault, speaker } from '@commonkey/words';
import { askedLanguage } from '../language.ts';
import type { Io } from './folder.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Exit codes of the program commands. */
export const EXIT = { fine: 0, no: 1, usage: 2, open: 3 } as const;

const cliWords: Record<string, Record<string, string>> = { en, es };

/** The one that was asked for, else the machine's where there are words for it. Fault `program-language-unknown`. */
export function languageOf(io: Io, asked?: string): string {
  const base = (tag: string | undefined) => tag?.split(/[-_.]/)[0];
  if (asked !== undefined) return askedLanguage(base(asked), cliWords, 'program-language-unknown');
  const own = base(io.language) ?? 'en';
  return Object.hasOwn(cliWords, own) ? own : 'en';
}

/** Words of these commands, of the rules package, and of a program, in one language. */
export function speak(language: string, words: Record<string, string> = {}) {
  return speaker(language, programWords[language] ?? {}, cliWords[language] ?? {}, words);
}

type Options = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>;

/** `parseArgs` whose complaints are ours: a code, and the option that was probably meant. */
export function readArguments<O extends Options>(argv: readonly string[], options: O) {
  for (const word of argv) {
    const name = word.startsWith('--') ? word.slice(2).split('=')[0] : undefined;
    if (name !== undefined && name !== '' && !(name in options)) {
      const meant = nearest(name, Object.keys(options));
      const params = { option: name, meant: meant ?? '', hasMeant: meant ? 'yes' : 'no' };
      throw new Fault('program-option-unknown', params);
    }
  }
  refuseTwice(argv, options);
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const option = cause instanceof Error ? (/--[a-z-]+/.exec(cause.message)?.[0] ?? '') : '';
    throw new Fault('program-option-value', { option }, { cause });
  }
}

/** Of two values where one is meant, neither is taken: nobody would see which. A switch says the same twice. */
function refuseTwice(argv: readonly string[], options: Options): void {
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { type, multiple } = options[token.name] ?? {};
    if (type !== 'string' || multiple) continue;
    if (seen.has(token.name)) throw new Fault('program-option-twice', { option: token.name });
    seen.add(token.name);
  }
}

/** Runs a command; a fault becomes one worded line with its code, as JSON where that was asked for. */
export async function guarded(
  argv: readonly string[],
  io: Io,
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!isFault(error)) throw error;
    const say = speak(languageOf(io));
    const message = say(`fault.${error.code}`, error.params);
    if (argv.includes('--json')) {
      io.out(`${JSON.stringify({ error: { code: error.code, params: error.params, message } }, null, 2)}\n`);
    } else io.err(`${error.code}: ${message}\n`);
    return EXIT.usage;
  }
}
