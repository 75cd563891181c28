import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deskDay } from './desk-day.ts';

test('a day at the desk, records in the embedded PostgreSQL', { timeout: 420_000 }, (t) =>
  deskDay(t, {
    databaseUrl: '',
    // It may be behind a link: PostgreSQL refuses to run as root, and moves where its own user can walk.
    folder: (hall) => realpath(join(hall.dataFolder, 'postgres')),
    stop: async () => {},
  }),
);
