import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Override, parseProgram } from '../parse.ts';
import type { Program } from '../types.ts';

/** Only for tests: the shipped programs as files and as parsed. */
const PROGRAMS = join(import.meta.dirname, '../../../programs');

export function shippedIds(): string[] {
  return readdirSync(PROGRAMS)
    .filter((name) => existsSync(join(PROGRAMS, name, 'program.json')))
    .sort();
}

export function shippedFiles(id: string): Record<string, string> {
  const dir = join(PROGRAMS, id);
  const names = readdirSync(dir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dir, name), 'utf8')]));
}

export function shippedProgram(id: string, override: Override[] = ['unbounded-series']): Program {
  const { program, faults } = parseProgram(shippedFiles(id), { override });
  if (!program) throw new Error(`${id}: ${JSON.stringify(faults)}`);
  return program;
}
