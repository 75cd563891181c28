import { credentialWords } from '@commonkey/credential/words.ts';
import { programWords } from '@commonkey/program/words.ts';
import { type Catalogues, type Fault, speaker } from '@commonkey/words';
import { backupWords } from './backup/words.ts';
import { cardWords } from './card/words.ts';
import { keysWords } from './keys/words.ts';
import { ledgerWords } from './ledger/words.ts';
import { residueWords } from './residue/words.ts';
import { serveWords } from './serve/words.ts';
import { statisticsCommandWords } from './statistics/words.ts';
import { vaultWords } from './vault/words.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** The command line's own sentences. */
export const cliWords: Catalogues = { en, es };

const EVERY = [
  cliWords,
  credentialWords,
  programWords,
  cardWords,
  serveWords,
  keysWords,
  vaultWords,
  backupWords,
  ledgerWords,
  residueWords,
  statisticsCommandWords,
];

/** What the tool can do, a line a command. */
export function usage(commands: readonly string[], language = 'en'): string {
  const say = speaker(language, cliWords[language] ?? {});
  const width = Math.max(...commands.map((command) => command.length));
  const lines = commands.map(
    (command) => `  ${command.padEnd(width)}  ${say(`cli.${command.replace(' ', '-')}`)}`,
  );
  return [say('cli.usage'), '', say('cli.commands'), ...lines, '', say('cli.more')].join('\n');
}

/**
 * A fault as a person at a terminal reads it: the sentence, then the code to search for. Whatever is wrong with the sentence
 * itself, such as a value that nobody gave it, the code is there.
 */
export function wordFault(fault: Fault, language = 'en'): string {
  const say = speaker(language, ...EVERY.map((catalogues) => catalogues[language] ?? {}));
  try {
    return say('cli.fault', { sentence: say(`fault.${fault.code}`, fault.params), code: fault.code });
  } catch {
    return say('cli.fault-unworded', { code: fault.code });
  }
}
