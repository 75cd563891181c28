import { jsonSchemas } from '@commonkey/program/json-schema.ts';
import { Fault } from '@commonkey/words';
import type { Io } from './folder.ts';
import { EXIT, guarded } from './usage.ts';

/** `commonkey program schema [program|papers|series]`: the published JSON Schema, as made from the code. */
export function programSchema(argv: readonly string[], io: Io): Promise<number> {
  return guarded(argv, io, async () => {
    const schema = jsonSchemas()[`${argv[0] ?? 'program'}.schema.json`];
    if (schema === undefined || argv.length > 1) throw new Fault('program-schema-usage');
    io.out(schema);
    return EXIT.fine;
  });
}
