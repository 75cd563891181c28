// The clerk's hands: the way of one person through the desk, by keys alone.
import type { Station } from './station.ts';

export type Visitor = {
  /** As the clerk types it. */
  readonly born: string;
  readonly papers: readonly string[];
  readonly name: string;
  readonly second?: readonly [text: string, language: string];
  readonly careOf?: string;
  readonly emergency?: string;
};

export type Walk = ReturnType<typeof walker>;

export function walker(station: Station) {
  const { page, screen } = station;
  const enter = () => page.keyboard.press('Enter');

  async function birth(born: string): Promise<void> {
    await screen('birth');
    await page.keyboard.type(born);
    await enter();
    await screen('papers');
  }
  async function tick(papers: readonly string[]): Promise<void> {
    for (const paper of papers) {
      await page.keyboard.type(paper.replaceAll('-', ' '));
      const key = page.locator(`[data-paper="${paper}"] kbd`);
      await page.keyboard.press((await key.textContent()) ?? '');
      await page.locator(`[data-paper="${paper}"][aria-pressed="true"]`).waitFor();
    }
  }
  async function suffice(): Promise<void> {
    await page.locator('.verdict[data-outcome="met"]').waitFor();
    await enter();
    await screen('person');
  }
  async function fill(person: Omit<Visitor, 'born' | 'papers'>): Promise<void> {
    await page.locator('#name').fill(person.name);
    if (person.second) {
      await page.keyboard.press('F3');
      await page.locator('#secondName').fill(person.second[0]);
      await page.locator('#second-language').selectOption(person.second[1]);
    }
    if (person.careOf) await page.locator('#careOf').fill(person.careOf);
    if (person.emergency) await page.locator('#emergencyContact').fill(person.emergency);
    await page.locator('#name').press('Enter');
    await screen('picture');
  }
  async function portray(): Promise<void> {
    await screen('picture');
    await page.keyboard.press(' ');
    await page.locator('canvas.portrait').waitFor();
    await enter();
    await proofDrawn();
  }
  async function proofDrawn(): Promise<void> {
    await screen('proof');
    await page.waitForFunction(() => document.querySelectorAll('canvas[data-drawn]').length === 2);
  }
  async function toProof(visitor: Visitor): Promise<void> {
    await birth(visitor.born);
    await tick(visitor.papers);
    await suffice();
    await fill(visitor);
    await portray();
  }
  /** From the proof to the hand-over; the text that was on the card. */
  async function card(): Promise<string> {
    await enter();
    await screen('scan-back');
    const qr = await station.printedQr();
    await page.locator('#scan').fill(qr);
    await enter();
    await screen('done');
    return qr;
  }
  async function whole(visitor: Visitor): Promise<string> {
    await toProof(visitor);
    return card();
  }
  const refusedWith = (code: string) =>
    page.locator(`[data-code="${code}"]`).waitFor({ state: 'visible', timeout: 15_000 });
  const figure = async (name: 'made' | 'left' | 'spoiled' | 'refused') =>
    Number(await page.locator(`[data-figure="${name}"]`).textContent());

  return {
    enter,
    birth,
    tick,
    suffice,
    fill,
    portray,
    proofDrawn,
    toProof,
    card,
    whole,
    refusedWith,
    figure,
  };
}
