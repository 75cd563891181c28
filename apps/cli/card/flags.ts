import { parseArgs } from 'node:util';
import { cardFault } from './codes.ts';

export type Flags = {
  text(name: string): string | undefined;
  texts(name: string): string[];
  needed(name: string): string;
  given(name: string): boolean;
};

/**
 * Reads `--name value` and `--name`. Faults: `cli-arguments-wrong`; of `text` and `needed`, which take one value: `cli-flag-twice`; of
 * `needed`: `cli-flag-missing`.
 */
export function readFlags(argv: string[], named: { texts: string[]; switches?: string[] }): Flags {
  const options: Record<string, { type: 'string'; multiple: true } | { type: 'boolean' }> = {};
  for (const name of named.texts) options[name] = { type: 'string', multiple: true };
  for (const name of named.switches ?? []) options[name] = { type: 'boolean' };
  const values = parse(argv, options);
  const texts = (name: string): string[] => {
    const value = values[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  const text = (name: string): string | undefined => {
    const [value, ...more] = texts(name);
    if (more.length > 0) throw cardFault('cli-flag-twice', { flag: `--${name}` });
    return value;
  };
  return {
    texts,
    text,
    needed: (name) => {
      const value = text(name);
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
