import { parseArgs } from 'node:util';
import { nearest } from '@commonkey/program';
import { programWords } from '@commonkey/program/words.ts';
import { Fault, isFault, speaker } from '@commonkey/words';
import type { Io } from './folder.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Exit codes of the program commands. */
export const EXIT = { fine: 0, no: 1, usage: 2, open: 3 } as const;

const cliWords: Record<string, Record<string, string>> = { en, es };

export function languageOf(io: Io, asked?: string): string {
  const language = (asked ?? io.language ?? 'en').split(/[-_.]/)[0] ?? 'en';
  return language in cliWords ? language : 'en';
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
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const option = cause instanceof Error ? (/--[a-z-]+/.exec(cause.message)?.[0] ?? '') : '';
    throw new Fault('program-option-value', { option }, { cause });
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
