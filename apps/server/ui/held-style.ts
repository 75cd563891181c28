import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { addSheet } from './add-sheet.ts';

const require = createRequire(import.meta.url);

/** The sheet of the pages on what is held, shared and asked, with their charts: no page that a resident needs loads it. */
export const HELD_STYLE = '/assets/held.css';

export function addHeldStyle(app: FastifyInstance): void {
  const files = ['@commonkey/look/chart.css', './held.css'].map((name) => require.resolve(name));
  addSheet(app, HELD_STYLE, files);
}
