import { connect, type Socket } from 'node:net';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { KeeperLinkCode } from './errors.ts';
import { ANSWERS, type Answer, type Asked, type Question } from './operations.ts';

/** City hall's line to its keys. */
export type KeeperLink = {
  /** Faults: the keeper's own codes, `keeper-silent` (ask again later), `keeper-answer-foreign`. */
  ask<Q extends Question>(question: Q, input: Asked[Q]): Promise<Answer<Q>>;
  close(): void;
};

const answerLine = z.union([
  z.object({ id: z.number(), ok: z.unknown() }),
  z.object({
    id: z.number(),
    fault: z.object({
      code: z.string().regex(/^[a-z0-9-]{1,60}$/),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  }),
]);
type Line = z.infer<typeof answerLine>;
const PATIENCE_MS = 10_000;
const LONGEST_ANSWER = 4_000_000;

/** Connects at the first question, and anew after a loss. JSON, one object a line. */
export function connectKeeper(socketPath: string, patience = PATIENCE_MS): KeeperLink {
  let socket: Socket | undefined;
  let last = 0;
  const waiting = new Map<number, (line: Line | null) => void>();

  const lose = (lost: Socket) => {
    if (socket !== lost) return;
    socket = undefined;
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  };
  const reach = (): Socket => {
    if (socket) return socket;
    const fresh = connect(socketPath);
    let rest = '';
    fresh.setEncoding('utf8').unref();
    fresh.on('error', () => fresh.destroy());
    fresh.on('close', () => lose(fresh));
    fresh.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_ANSWER) fresh.destroy();
      for (const line of lines) {
        const answer = answerLine.safeParse(parse(line));
        if (!answer.success) return fresh.destroy();
        waiting.get(answer.data.id)?.(answer.data);
      }
    });
    socket = fresh;
    return fresh;
  };

  return {
    async ask(question, input) {
      last += 1;
      const id = last;
      const line = await new Promise<Line | null>((done) => {
        const timer = setTimeout(() => done(null), patience);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          done(answer);
        });
        reach().write(`${JSON.stringify({ id, op: question, input })}\n`);
      });
      waiting.delete(id);
      if (line === null) throw new Fault<KeeperLinkCode>('keeper-silent');
      if ('fault' in line) throw new Fault(line.fault.code, line.fault.params);
      const answer = ANSWERS[question].safeParse(line.ok);
      if (!answer.success) throw new Fault<KeeperLinkCode>('keeper-answer-foreign');
      return answer.data as Answer<typeof question>;
    },
    close: () => socket?.destroy(),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const links = new Map<string, KeeperLink>();

/** The one line of this process to the city's keeper. */
export function keeperOf({ config }: { config: Pick<Config, 'keeperSocket'> }): KeeperLink {
  const held = links.get(config.keeperSocket) ?? connectKeeper(config.keeperSocket);
  links.set(config.keeperSocket, held);
  return held;
}
