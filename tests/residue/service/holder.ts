import { createInterface } from 'node:readline';
import { cleanMemory } from '../../../apps/keeper/memory/cleaner.ts';
import { unpool } from '../../../apps/keeper/memory/collect.ts';

/** A process that holds a text until it is told to drop it, and cleans when it is told to. */
unpool();
let held: string | null = null;

/** The text comes as hexadecimal digits, so that nothing but this is a copy of it. */
function hold(hex: string): string {
  held = Buffer.from(hex, 'hex').toString('utf8');
  return 'held';
}

function drop(): string {
  const length = held?.length ?? 0;
  held = null;
  return length > 0 ? 'dropped' : 'nothing';
}

async function clean(): Promise<string> {
  await cleanMemory();
  return 'cleaned';
}

// Not in a loop that waits: what it had in hand last would stay in its hands.
createInterface({ input: process.stdin }).on('line', async (line) => {
  const [word, hex = ''] = line.split(' ');
  process.stdout.write(`${word === 'hold' ? hold(hex) : word === 'drop' ? drop() : await clean()}\n`);
});
