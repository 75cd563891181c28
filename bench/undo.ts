/** What a bench started, ended again in the opposite order, whatever happened. */
export type Undo = { after(work: () => Promise<unknown>): void; undo(): Promise<void> };

export function undoing(): Undo {
  const works: (() => Promise<unknown>)[] = [];
  return {
    after: (work) => void works.unshift(work),
    async undo() {
      for (const work of works.splice(0)) await work();
    },
  };
}
