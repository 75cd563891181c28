import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Context } from '../context.ts';
import { Layout } from './layout.tsx';

/** The frame of a page that anybody may read, with the way back to the start. */
export function PublicPage({
  context,
  request,
  title,
  path,
  failed,
  children,
}: {
  context: Context;
  request: FastifyRequest;
  /** Key of its heading. */
  title: string;
  path: string;
  failed?: boolean;
  children: ComponentChildren;
}) {
  const { say, language, languages } = request;
  return (
    <Layout
      {...{ say, language, languages, path }}
      practice={context.config.practice}
      title={say(title)}
      cityName={context.program.program.city.name}
      {...(failed === undefined ? {} : { failed })}
      back
    >
      {children}
    </Layout>
  );
}

/** A number that should be 0, and what it means that it is or is not. */
export function OneNumber({
  id,
  count,
  title,
  children,
}: {
  id: string;
  count: number;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section class={`standing-one ${count === 0 ? 'standing-kept' : 'standing-broken'}`} aria-labelledby={id}>
      <p class="standing-number">{count}</p>
      <div>
        <h2 id={id}>{title}</h2>
        <p>{children}</p>
      </div>
    </section>
  );
}
