import type { Notice, Program } from '@commonkey/program';

/** What the program wants said at a place of the desk, as keys of its catalogues. */
export function noticesAt(program: Program, place: Notice['where'][number]): string[] {
  return program.notices.filter((one) => one.where.includes(place)).map(({ id }) => `notice.${id}`);
}
