import type { Context } from '../context.ts';

/** Somebody outside who carries or keeps something for the city, as it is set up now. */
export type Vendor = { id: 'mail' | 'text' | 'storage'; host: string };

/** Those that a hold has to be told to; none where the city runs everything itself. */
export function vendorsOf({ config, notices }: Pick<Context, 'config' | 'notices'>): Vendor[] {
  const { blobs } = config;
  return [
    ...(notices.mail ? [{ id: 'mail' as const, host: notices.mail.host }] : []),
    ...(notices.text ? [{ id: 'text' as const, host: new URL(notices.text.url).host }] : []),
    ...(blobs.kind === 's3' ? [{ id: 'storage' as const, host: new URL(blobs.endpoint).host }] : []),
  ];
}
