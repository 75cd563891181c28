import type { TestContext } from 'node:test';

/** One part of a day after the other: after a failure the rest could only say so again. */
export function parts(t: TestContext) {
  return async (name: string, work: () => Promise<void>) => {
    let failure: unknown;
    await t.test(name, async () => {
      try {
        await work();
      } catch (error) {
        failure = error;
        throw error;
      }
    });
    if (failure !== undefined) throw failure;
  };
}
