import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { told } from '../../http/told.ts';
import { EVENT_ACCESS } from '../../store/tables/events.ts';
import { spokenChoices } from '../calendar/read-wish.ts';
import { askForDay } from './ask.ts';
import { SITES_STATUS } from './errors.ts';
import { AskedPage, SitePage, type TypedSite } from './form-page.tsx';
import { SITE_PATH } from './paths.ts';

/** An organisation asks a few times a year; a library may have several behind one address. */
const ASK_LIMIT = { burst: 12, perMinute: 4 };

const line = z.string().max(400).default('');
const several = z.union([z.string().max(20), z.array(z.string().max(20)).max(40)]).optional();
export const siteBody = z.strictObject({
  id: z.uuid(),
  ...{ organisation: line, place: line, address: line, weeks: line, people: line, contact: line },
  ...{ speaks: several, access: several },
});

const MOST = { organisation: 120, place: 80, address: 160, weeks: 200, contact: 160 } as const;
const LEAST_CONTACT = 3;

/** A form without a script, for organisations that want a day at their place. */
export function addSites(context: Context, app: FastifyInstance): void {
  app.get(SITE_PATH, async (request, reply) =>
    reply.page(<SitePage {...{ context, request }} id={randomUUID()} />),
  );
  post(
    app,
    SITE_PATH,
    siteBody,
    async (request, reply, { id, ...body }) => {
      const { say } = request;
      const typed: TypedSite = {
        ...body,
        speaks: [body.speaks ?? []].flat(),
        access: [body.access ?? []].flat(),
      };
      const again = (wrong: Record<string, string>, status: number) =>
        reply.page(<SitePage {...{ context, request, id, typed, wrong }} />, status);
      const read = readSite(typed, spokenChoices(context.program.program.city.languages));
      if ('wrong' in read)
        return again(
          Object.fromEntries(
            // In the summary each stands without its field.
            read.wrong.map(({ field, code }) => [
              field,
              `${say(`sites.${field}`)}: ${say(`fault.${code}`, { least: 1, most: 9999 })}`,
            ]),
          ),
          422,
        );
      try {
        await askForDay(context, { id, ...read.wish });
      } catch (error) {
        const { fault, status } = told(request, error, SITES_STATUS);
        return again({ organisation: fault }, status);
      }
      return reply.page(<AskedPage {...{ context, request }} />);
    },
    ASK_LIMIT,
  );
}

type Wrong = readonly { field: string; code: 'event-field-missing' | 'event-number-impossible' }[];

function readSite(typed: TypedSite, languages: readonly string[]) {
  const text = (field: keyof typeof MOST): string =>
    [...(typed[field] ?? '').replace(/\s+/g, ' ').trim()].slice(0, MOST[field]).join('');
  const wish = {
    ...{ organisation: text('organisation'), place: text('place'), address: text('address') },
    ...{ weeks: text('weeks'), contact: text('contact') },
    people: /^[1-9][0-9]{0,3}$/.test((typed.people ?? '').trim()) ? Number(typed.people) : 0,
    languages: languages.filter((one) => typed.speaks?.includes(one)),
    access: EVENT_ACCESS.filter((one) => typed.access?.includes(one)),
  };
  const wrong: Wrong = [
    ...(Object.keys(MOST) as (keyof typeof MOST)[]).flatMap((field) =>
      wish[field].length < (field === 'contact' ? LEAST_CONTACT : 1)
        ? [{ field, code: 'event-field-missing' as const }]
        : [],
    ),
    ...(wish.people === 0 ? [{ field: 'people', code: 'event-number-impossible' as const }] : []),
  ];
  return wrong.length > 0 ? { wrong } : { wish };
}
