import type { FastifyInstance } from 'fastify';
import type { BrowserContext, Page } from 'playwright-core';

/** A browser page whose every request is answered by an origin that listens on no port. */
export async function pageOf(context: BrowserContext, app: FastifyInstance): Promise<Page> {
  const page = await context.newPage();
  await page.route('**/*', async (route) => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const answer = await app.inject({ url: pathname + search, headers: await request.allHeaders() });
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    await route.fulfill({
      status: answer.statusCode,
      headers: Object.fromEntries(headers),
      body: answer.rawPayload,
    });
  });
  return page;
}

/** Text on the page that is in English letters: no catalogue of a language without them said it. */
export function plainText(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('code, script, style, bdi, nav.languages')) continue;
      let text = node.textContent ?? '';
      for (const name of known) text = text.replaceAll(name, '');
      if (/[A-Za-z]{3,}/.test(text)) found.push(text.trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [alt], [title]'))
      for (const name of ['aria-label', 'placeholder', 'alt', 'title']) {
        const text = element.getAttribute(name) ?? '';
        if (/[A-Za-z]{3,}/.test(known.reduce((left, one) => left.replaceAll(one, ''), text)))
          found.push(`${name}: ${text}`);
      }
    return found;
  }, names);
}

/** Elements whose words do not fit into them and are cut off. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')].flatMap((element) => {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      if (
        element.matches('.visually-hidden, .visually-hidden *, .skip, svg, svg *') ||
        !element.checkVisibility()
      )
        return [];
      const hides =
        [overflowX, overflowY].some((one) => one === 'hidden' || one === 'clip') ||
        textOverflow === 'ellipsis';
      const over =
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      return hides && over
        ? [`${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`]
        : [];
    }),
  );
}
