import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Role } from '../../apps/server/staff/roles.ts';
import { addPasskey, PATIENCE_MS } from '../browser/launch.ts';
import type { CityHallProcess } from './service.ts';

/** Somebody of staff in a browser of their own, with a passkey of their own, let in by whoever is the administrator. */
export async function joinHall(
  browser: Browser,
  hall: CityHallProcess,
  administrator: Page,
  { called, roles }: { called: string; roles: readonly Role[] },
): Promise<Page> {
  await administrator.goto(`${hall.origins.staff}/staff?lang=en`);
  const form = administrator.locator('form[action^="/staff/invite"]');
  await form.locator('input[name="called"]').fill(called);
  for (const role of roles) await form.locator(`input[name="role-${role}"]`).check();
  await form.locator('button').click();
  const link = await administrator
    .getByText(/\/join#/)
    .first()
    .innerText();
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await addPasskey(page);
  await page.goto(/http\S+\/join#\S+/.exec(link)?.[0] ?? '');
  await page.locator('[data-passkey="join"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/join'));
  return page;
}

/** The act of a demand's page that goes to this step, its fields filled, and the sentence that answers. */
export async function act(
  page: Page,
  step: string,
  fields: Readonly<Record<string, string>>,
  answer: string,
): Promise<void> {
  const form = page.locator(`main form[action$="/${step}"], main form[action*="/${step}?"]`).first();
  await form.evaluate((one) => one.closest('details')?.setAttribute('open', ''));
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((one) =>
      one instanceof HTMLSelectElement ? 'select' : one instanceof HTMLInputElement ? one.type : 'text',
    );
    if (kind === 'select') await field.selectOption(value);
    else if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'checkbox') await field.check();
    else await field.fill(value);
  }
  await Promise.all([page.waitForEvent('load'), form.locator('button').last().click()]);
  // A refusal stands above its form, or is a page of its own.
  const told = page.locator('main [role="status"], main [role="alert"]');
  const said = await ((await told.count()) > 0 ? told.first() : page.locator('main')).innerText();
  assert.ok(said.includes(answer), `${step}: ${said}`);
}

/** A day so many days from the one it is everywhere by now: west of Greenwich it is also no day that is still to come. */
export const dayFrom = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A paper as counsel types it in from the table, and what the page answers. */
export async function takeIn(
  page: Page,
  {
    selects,
    texts,
    checks,
    radios,
  }: {
    selects: Readonly<Record<string, string>>;
    texts: Readonly<Record<string, string>>;
    checks: readonly string[];
    radios: Readonly<Record<string, string>>;
  },
): Promise<void> {
  for (const [name, value] of Object.entries(selects))
    await page.locator(`select[name="${name}"]`).selectOption(value);
  for (const [name, text] of Object.entries(texts)) await page.locator(`[name="${name}"]`).fill(text);
  for (const name of checks) await page.locator(`[name="${name}"]`).check();
  for (const [name, value] of Object.entries(radios))
    await page.locator(`[name="${name}"][value="${value}"]`).check();
  await page.getByRole('button', { name: 'Register it, and keep what it asks for' }).click();
  await page.getByText('The demand is registered.').waitFor();
}

/** What a button hands out as a file. */
export async function fileOf(page: Page, button: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path());
}

/**
 * A PDF as somebody sees it: each page drawn, none of them empty, and its words. Kept as pictures where somebody wants to look
 * (`COMMONKEY_SHOTS`, a folder). Null where poppler is not installed.
 */
export async function lookAtPdf(pdf: Buffer, name: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-pdf-'));
  try {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf);
    const drawn = spawnSync('pdftoppm', ['-png', '-r', '70', file, join(folder, 'page')]);
    if (drawn.error) return null;
    const pages = (await readdir(folder)).filter((one) => one.endsWith('.png')).sort();
    assert.ok(pages.length > 0, `${name}: no page`);
    for (const page of pages) {
      const { channels } = await sharp(join(folder, page)).stats();
      assert.ok((channels[0]?.min ?? 255) < 100, `${name}: ${page} is empty`);
      const shots = process.env.COMMONKEY_SHOTS;
      if (shots) await copyFile(join(folder, page), join(shots, `${name}-${page}`));
    }
    return spawnSync('pdftotext', ['-layout', file, '-']).stdout.toString();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
