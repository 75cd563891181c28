import { parseArgs } from 'node:util';
import { cardFault } from './codes.ts';

export type Flags = {
  text(name: string): string | undefined;
  texts(name: string): string[];
  needed(name: string): string;
  given(name: string): boolean;
};

/** Reads `--name value` and `--name`. Faults: `cli-arguments-wrong`, and of `needed`: `cli-flag-missing`. */
export function readFlags(argv: string[], named: { texts: string[]; switches?: string[] }): Flags {
  const options: Record<string, { type: 'string'; multiple: true } | { type: 'boolean' }> = {};
  for (const name of named.texts) options[name] = { type: 'string', multiple: true };
  for (const name of named.switches ?? []) options[name] = { type: 'boolean' };
  const values = parse(argv, options);
  const texts = (name: string): string[] => {
    const value = values[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  return {
    texts,
    text: (name) => texts(name).at(-1),
    needed: (name) => {
      const value = texts(name).at(-1);
      if (value === undefined) throw cardFault('cli-flag-missing', { flag: `--${name}` });
      return value;
    },
    given: (name) => values[name] === true,
  };
}

function parse(
  argv: string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'],
): Record<string, unknown> {
  try {
    return parseArgs({ args: argv, ...(options ? { options } : {}), strict: true, allowPositionals: false })
      .values;
  } catch (error) {
    throw cardFault('cli-arguments-wrong', { problem: error instanceof Error ? error.message : '' }, error);
  }
}
