import type { Page } from 'playwright-core';

/**
 * What a page is made of, without its words: two pages of one route, language and scheme that are alike here are one state to
 * axe, to the Tab key and to a wide screen. Anything that could tell them apart for one of those is part of it, so that a page
 * is looked at once too often and never once too seldom.
 */
export async function skeletonOf(page: Page): Promise<string> {
  // Where a picture, a paper or a language is named in the address, the page behind it is the same.
  const route = new URL(page.url()).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  return `${route} ${await page.evaluate(bones)}`;
}

function bones(): string {
  /** They hold what somebody typed, or what changes with each visit; that they are there counts. */
  const named = new Set([
    'value',
    'href',
    'src',
    'action',
    'content',
    'alt',
    'title',
    'aria-label',
    'placeholder',
  ]);
  const lines: string[] = [];
  const visit = (element: Element, depth: number) => {
    const attributes = [...element.attributes].map(({ name, value }) => {
      if (name.startsWith('data-') && /\s|.{20}/.test(value)) return name;
      return named.has(name) ? `${name}${value.trim() === '' ? '=' : ''}` : `${name}=${value}`;
    });
    const says = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    const state = element instanceof HTMLInputElement ? `${element.checked} ${element.disabled}` : '';
    const code = element.matches('style, script') ? (element.textContent ?? '') : '';
    const seen = element.checkVisibility() ? '' : 'hidden';
    lines.push([depth, element.tagName, ...attributes.sort(), says, state, seen, code].join(' '));
    for (const child of element.children) visit(child, depth + 1);
  };
  visit(document.documentElement, 0);
  return lines.join('\n');
}
