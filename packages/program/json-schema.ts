import { z } from 'zod';
import { papersFile, programFile, seriesFile, sharingFile } from './schema/program.ts';

/** The published schema files by name: what an editor reads to complete and check a program as it is typed. */
export function jsonSchemas(): Record<string, string> {
  const files = {
    'program.schema.json': ['A city’s program', programFile],
    'papers.schema.json': ['The papers of a city’s program', papersFile],
    'series.schema.json': ['The record series of a city’s program', seriesFile],
    'sharing.schema.json': ['The sharing register of a city’s program', sharingFile],
  } as const;
  return Object.fromEntries(
    Object.entries(files).map(([name, [title, schema]]) => {
      const body = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
      return [name, `${JSON.stringify({ title, ...body }, null, 2)}\n`];
    }),
  );
}
