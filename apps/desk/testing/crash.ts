// A power cut at a chosen write of the chain, in a browser: the page's process is killed there and the desk starts anew.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Station } from './station.ts';

/** `asked`: written, and not yet kept; `kept`: durable, and nobody has heard of it. */
export type CrashAt = 'asked' | 'kept';

/** A desk whose page began anew after a crash. Playwright gives up such a page; its debugger does not. */
export type Restarted = {
  enter(): Promise<void>;
  screen(name: string): Promise<void>;
  says(words: string): Promise<void>;
  text(selector: string): Promise<string>;
};

/** Arms the next write of the chain. What it returns waits for the crash, and for the desk to be there again. */
export async function armCrash(station: Station, at: CrashAt): Promise<() => Promise<Restarted>> {
  const { page, session, hall } = station;
  const reached = page.waitForEvent('console', { predicate: (line) => line.text() === 'at the write' });
  await page.evaluate((when) => {
    const { add } = IDBObjectStore.prototype;
    const stand = () => {
      console.log('at the write');
      // Nothing after this moment happens in this process.
      for (;;);
    };
    IDBObjectStore.prototype.add = function (...given) {
      const request = add.apply(this, given);
      if (this.name !== 'chain') return request;
      if (when === 'asked') request.addEventListener('success', stand);
      else this.transaction.addEventListener('complete', stand);
      return request;
    };
  }, at);
  const evaluate = async (expression: string): Promise<string> => {
    const { result } = await session.send('Runtime.evaluate', { expression: `String(${expression})` });
    return String(result.value);
  };
  const until = async (expression: string) => {
    for (let tries = 0; tries < 300; tries++) {
      if ((await evaluate(expression)) === 'true') return;
      await sleep(100);
    }
    throw new Error(`never: ${expression} in: ${await evaluate('document.body?.innerText')}`);
  };
  return async () => {
    await reached;
    const crashed = page.waitForEvent('crash');
    // Never answered: by a process that is no more.
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    await session.send('Page.navigate', { url: hall.origin });
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
    return {
      text: (selector) => evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`),
      says: (words) => until(`document.body?.innerText.includes(${JSON.stringify(words)})`),
      screen: (name) => until(`document.querySelector('main')?.dataset.screen === ${JSON.stringify(name)}`),
      async enter() {
        await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...enter });
        await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
      },
    };
  };
}
