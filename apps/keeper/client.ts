import { connect, type Socket } from 'node:net';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from './codes.ts';
import { eachLine } from './lines.ts';
import { answerLine, type Input, OPERATIONS, type Operation, type Output } from './protocol.ts';

/** The keys as city hall sees them: typed questions, answers or faults. */
export type Keeper = {
  /** Faults: the operation's own, `keeper-silent` (no answer; ask again), `keeper-answer-foreign`. */
  ask<O extends Operation>(op: O, input: Input<O>): Promise<Output<O>>;
  close(): void;
};

type Waiting = { settle: (line: unknown) => void; fail: (error: Error) => void };
const PATIENCE = 10_000;

/** A client of the socket; connects at the first question and again after a loss. */
export function connectKeeper(socketPath: string, patience = PATIENCE): Keeper {
  let socket: Socket | undefined;
  let next = 1;
  const waiting = new Map<number, Waiting>();

  const lose = (lost: Socket) => {
    if (socket === lost) socket = undefined;
    for (const { fail } of waiting.values()) fail(new Fault<KeeperCode>('keeper-silent'));
    waiting.clear();
  };
  const reach = (): Socket => {
    if (socket) return socket;
    const fresh = connect(socketPath);
    fresh.on('error', () => fresh.destroy());
    fresh.on('close', () => lose(fresh));
    fresh.unref();
    eachLine(fresh, (line) => {
      const answer = answerLine.safeParse(JSON.parse(line));
      if (!answer.success) return fresh.destroy();
      const asker = waiting.get(answer.data.id);
      waiting.delete(answer.data.id);
      asker?.settle(answer.data);
    });
    socket = fresh;
    return fresh;
  };

  return {
    async ask(op, input) {
      const id = next++;
      const line = `${JSON.stringify({ id, op, input })}\n`;
      const answer = await new Promise<unknown>((done, fail) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          fail(new Fault<KeeperCode>('keeper-silent'));
        }, patience);
        const settled = () => clearTimeout(timer);
        waiting.set(id, {
          settle: (value) => {
            settled();
            done(value);
          },
          fail: (error) => {
            settled();
            fail(error);
          },
        });
        reach().write(line);
      });
      const read = answerLine.parse(answer);
      if ('fault' in read) throw new Fault(read.fault.code, read.fault.params);
      const output = OPERATIONS[op].output.safeParse(read.ok);
      if (!output.success) throw new Fault<KeeperCode>('keeper-answer-foreign');
      return output.data as Output<typeof op>;
    },
    close() {
      socket?.destroy();
    },
  };
}
