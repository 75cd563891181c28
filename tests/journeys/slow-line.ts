import type { Page } from 'playwright-core';
import type { Exchange, Traffic } from '../browser/launch.ts';

/** UX-20: 3G far from a mast. 400 kbit/s, and 400 ms there and back. */
export const LINE = { roundTrip: 0.4, bytesPerSecond: 50_000 } as const;

/** One page as it came: everything that was asked for until the next one. */
export type Load = {
  path: string;
  requests: number;
  /** As they crossed the line, compressed, with their headers; both ways. */
  bytes: number;
  /** The answers, compressed, each with its headers: what a first view may weigh. */
  weight: number;
  /** Answers of which each had to come before the next could be asked for: redirects, the page, its sheets, their fonts. */
  inARow: number;
};

/**
 * Seconds until everything of a page is there, by arithmetic: round trips in a row, and bytes one after the other. A name
 * is looked up once (1); a connection is TCP and TLS 1.3 (RFC 9293, RFC 8446: 2); what a page asks for first may open a second
 * connection while the first is busy (2), which is counted although a browser may share one. A page after a while of thought
 * finds its connection closed and its sheets in the cache. Slow start costs next to nothing: ten segments are most of
 * what this line holds at all (RFC 6928).
 */
export function secondsOf({ bytes, inARow, requests }: Load, start: 'cold' | 'warm'): number {
  const lookup = start === 'cold' ? 1 : 0;
  const second = requests > inARow ? 2 : 0;
  return (lookup + 2 + second + inARow) * LINE.roundTrip + bytes / LINE.bytesPerSecond;
}

/** Follows the pages of a tab from here on. */
export async function loadsOf(page: Page, traffic: Traffic): Promise<{ taken(): Load[] }> {
  const session = await page.context().newCDPSession(page);
  const depths = new Map<string, number>();
  const starts: { path: string; from: number }[] = [];
  let redirected = 0;
  session.on('Network.requestWillBeSent', ({ request, initiator, redirectResponse, type }) => {
    if (type === 'Document') {
      redirected = redirectResponse ? redirected + 1 : 0;
      depths.set(request.url, redirected + 1);
      return;
    }
    depths.set(request.url, (depths.get(initiator.url ?? page.url()) ?? 1) + 1);
  });
  await session.send('Network.enable');
  await session.send('Page.enable');
  let from = traffic.exchanges.length;
  // A new document, and not a new line in the history of the one that is there.
  session.on('Page.frameNavigated', ({ frame: { parentId, url } }) => {
    if (parentId === undefined && url !== 'about:blank') starts.push({ path: new URL(url).pathname, from });
  });
  page.on('load', () => {
    from = traffic.exchanges.length;
  });
  return {
    taken() {
      return starts.map(({ path, from: first }, place) => {
        const own = traffic.exchanges.slice(first, starts[place + 1]?.from);
        const inARow = Math.max(...own.map(({ url }) => depths.get(url) ?? 1));
        const sumOf = (count: (one: Exchange) => number) => own.reduce((sum, one) => sum + count(one), 0);
        return { path, requests: own.length, bytes: sumOf(crossed), weight: sumOf(weightOf), inARow };
      });
    },
  };
}

/** Bytes of an exchange on the line. */
function crossed(exchange: Exchange): number {
  const { requestHeaders, requestBody } = exchange;
  return lengthOf(requestHeaders) + requestBody.length + weightOf(exchange);
}

/** Bytes of an answer as it was sent, its headers with it. */
function weightOf({ responseHeaders, responseBody }: Exchange): number {
  const at = responseHeaders.findIndex((text, place) => place % 2 === 0 && /^content-length$/i.test(text));
  const body = at < 0 ? responseBody.length : Number(responseHeaders[at + 1]);
  return lengthOf(responseHeaders) + body;
}

/** Name and value, with the colon, the blank and the end of the line. */
const lengthOf = (headers: readonly string[]): number => headers.join('  ').length;
