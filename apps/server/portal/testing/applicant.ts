import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import sharp from 'sharp';
import { Visitor } from '../../staff/testing/visitor.ts';
import { readCode } from '../code.ts';

export type Page = LightMyRequestResponse;

/** Somebody who applies, in a browser that runs no script: fills in what the page asks, follows where it leads. */
export class Applicant extends Visitor {
  /** Where the last answer led. */
  at = '/apply';

  async open(path = this.at): Promise<Page> {
    const page = await this.get(path);
    const { location } = page.headers;
    if (page.statusCode !== 303 || typeof location !== 'string') {
      this.at = path;
      return page;
    }
    return this.open(location);
  }

  /** Sends the form of the page that is open, and opens what it leads to. */
  async answer(fields: Record<string, string> = {}, action = this.pathname()): Promise<Page> {
    const page = await this.form(this.at, action, fields);
    return this.follow(page);
  }

  async follow(page: Page): Promise<Page> {
    const { location } = page.headers;
    if (page.statusCode !== 303 || typeof location !== 'string') return page;
    return this.open(location);
  }

  /** Sends a file by the form of the page that is open. */
  async upload(file: Uint8Array, type = 'image/jpeg', action = this.pathname()): Promise<Page> {
    const token = /name="_csrf" value="([^"]+)"/.exec((await this.get(this.at)).body)?.[1] ?? '';
    return this.follow(await this.sendFile(action, token, file, type));
  }

  async sendFile(action: string, token: string, file: Uint8Array, type = 'image/jpeg'): Promise<Page> {
    const boundary = 'x'.repeat(30);
    const part = (head: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
    const payload = Buffer.concat([
      Buffer.from(`${part('name="_csrf"')}${token}\r\n`),
      Buffer.from(part(`name="picture"; filename="IMG_0417.JPG"\r\nContent-Type: ${type}`)),
      file,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return this.app.inject({
      method: 'POST',
      url: action,
      cookies: { ...this.cookies },
      headers: {
        accept: 'text/html',
        origin: this.origin,
        'sec-fetch-site': 'same-origin',
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload,
    });
  }

  pathname(): string {
    return new URL(this.at, this.origin).pathname;
  }

  /** From the start page to the first question; gives the code that was shown. */
  async begin(device: 'own' | 'shared' | 'helper' = 'own'): Promise<string> {
    assert.equal((await this.open('/apply')).statusCode, 200);
    await this.open('/apply/lives-here');
    await this.answer({ answer: 'yes' });
    assert.equal(this.pathname(), '/apply/what-we-keep');
    await this.open('/apply/device');
    const sheet = await this.answer({ device });
    assert.equal(this.pathname(), '/apply/code');
    const code = readCode(/<code>([^<]+)<\/code>/.exec(sheet.body)?.[1] ?? '');
    assert.ok(code, sheet.body);
    await this.answer();
    return code;
  }
}

/** A picture with a pattern, as a phone would make one. */
export async function photo(background = '#c96', width = 900, height = 1200): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

/** The heading of a page, without its tags. */
export const heading = ({ body }: Page): string =>
  (/<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1] ?? '').replace(/<[^>]+>/g, '');
