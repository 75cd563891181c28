import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { warmUp } from '../proof/render-card.ts';
import { faceEncoder, readerBytes } from './assets.ts';

/** All that this page works with, in its memory. @throws Fault `desk-files-missing` */
export async function filesInMemory(): Promise<void> {
  await Promise.all([warmUp(), faceEncoder(), readerBytes()]);
}

/**
 * All that a desk needs for the time without a network: its files in memory, and in the worker's cache for whoever
 * reloads. A shift that opens without them would stop at the first card. @throws Fault `desk-files-missing`
 */
export async function everyFile(): Promise<void> {
  await Promise.all([filesInMemory(), filesInWorker()]);
}

async function filesInWorker(): Promise<void> {
  // Some browsers have no workers in private windows: such a desk works until it is reloaded.
  if (!('serviceWorker' in navigator)) return;
  // One that was on its way before this was asked may fail for a line that has come back since: one more then.
  if (!(await workerInstalled()) && !(await workerInstalled()))
    throw new Fault<DeskCode>('desk-files-missing');
}

/** @returns false where what was on its way has been given up @throws Fault `desk-files-missing` */
async function workerInstalled(): Promise<boolean> {
  const registration = await registerWorker().catch((cause: unknown) => {
    throw new Fault<DeskCode>('desk-files-missing', {}, { cause });
  });
  if (registration.active) return true;
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return false;
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** Asked again, it answers with the one that is there, or begins anew where the last could not be installed. */
export function registerWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register('./worker.js', { type: 'classic' });
}
