import { createInterface } from 'node:readline';
import { cleanMemory } from '../../../apps/keeper/memory/cleaner.ts';

/** A process that holds a text until it is told to drop it, and cleans when it is told to. */
let held: { text: string; bytes: Buffer } | null = null;

for await (const line of createInterface({ input: process.stdin })) {
  const [word, hex = ''] = line.split(' ');
  if (word === 'hold') {
    // The text comes in another form, so that nothing but this is a copy of it.
    const bytes = Buffer.from(hex, 'hex');
    held = { text: bytes.toString('utf8'), bytes };
    process.stdout.write('held\n');
  } else if (word === 'drop') {
    held = null;
    process.stdout.write('dropped\n');
  } else {
    await cleanMemory();
    process.stdout.write(held === null || held.text.length > 0 ? 'cleaned\n' : 'empty\n');
  }
}
