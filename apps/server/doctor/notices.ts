import { statSync } from 'node:fs';
import { isFault } from '@commonkey/words';
import type { Config } from '../config/config.ts';
import { readNotices, secretFiles } from '../config/notices.ts';
import type { Finding } from './finding.ts';

/** Who carries news to residents. Whoever does is a third party that learns each address, and doctor says so each time. */
export function noticeFindings({ noticesFile }: Pick<Config, 'noticesFile'>): Finding[] {
  try {
    const { mail, text } = readNotices(noticesFile);
    const found: Finding[] = secretFiles(noticesFile).filter(isOpen).map(open);
    if (mail) found.push({ level: 'warn', code: 'notices-mail', params: { host: mail.host } });
    if (text) found.push({ level: 'warn', code: 'notices-text', params: { host: new URL(text.url).host } });
    return found.length > 0 ? found : [{ level: 'ok', code: 'notices-none' }];
  } catch (error) {
    if (!isFault(error)) throw error;
    return [{ level: 'fail', code: 'notices-wrong', params: { problem: error.params.problem ?? '' } }];
  }
}

/** Others of this machine may read it, or write it. */
const isOpen = (file: string): boolean => (statSync(file).mode & 0o077) !== 0;
const open = (file: string): Finding => ({ level: 'fail', code: 'notices-secret-open', params: { file } });
