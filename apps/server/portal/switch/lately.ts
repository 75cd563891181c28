/** A yes or no that pages may show without waiting long for who knows it. */
export type Lately = {
  /** What is answered within a moment, counted from when it was asked; silence is no. Never fails. @param patience milliseconds */
  now(patience?: number): Promise<boolean>;
};

/** So long at most a page waits for an answer, unless said. */
const PATIENCE_MS = 250;

/**
 * One question at a time, however many wait: while it hangs, nobody but those who came first waits at all. No answer is kept:
 * whoever reads that something is taken has to find it so.
 *
 * @param ask settles sooner or later; an error is a no
 */
export function lately(ask: () => Promise<boolean>): Lately {
  let asked: { answer: Promise<boolean>; at: number } | null = null;

  const begin = () => {
    const question = { answer: settled(ask), at: performance.now() };
    void question.answer.then(() => {
      asked = null;
    });
    return question;
  };
  return {
    now(patience = PATIENCE_MS) {
      asked ??= begin();
      return within(asked.answer, asked.at + patience - performance.now());
    },
  };
}

async function settled(ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask();
  } catch {
    return false;
  }
}

function within(answer: Promise<boolean>, ms: number): Promise<boolean> {
  return new Promise((done) => {
    // A busy process comes to its clocks before it reads what has come: one look more, and only then is it silence.
    const timer = setTimeout(() => setImmediate(() => setImmediate(done, false)), Math.max(0, ms));
    void answer.then((said) => {
      clearTimeout(timer);
      done(said);
    });
  });
}
