import type { Io } from '../io.ts';

/** As a terminal gets it. */
const line = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** What a command printed, and the code that it ended with. */
export type Said = { code: number; out: string; err: string };

/** Runs a command as the terminal would, at a time that a test may set. */
export async function runCommand(
  command: (argv: string[], io: Io) => Promise<number>,
  argv: string[],
  now = new Date('2026-11-22T12:00:00Z'),
): Promise<Said> {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => {
      out += line(text);
    },
    err: (text) => {
      err += line(text);
    },
    now: () => now,
  };
  return { code: await command(argv, io), out, err };
}
