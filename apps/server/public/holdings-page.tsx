import { portalRules } from '@commonkey/program';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { Disposition } from '../store/holdings/holding.ts';
import type { Basis, Form, Inference, Purpose } from '../store/holdings/vocabulary.ts';
import { HOLDINGS } from '../store/holdings.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Layout } from '../ui/layout.tsx';

type Column = { purpose: Purpose; basis: Basis; form: Form; proxyFor: readonly Inference[] };
type AnyTable = { disposition: Disposition; columns: Readonly<Record<string, Column>> };
const TABLES: Readonly<Record<string, AnyTable>> = HOLDINGS;

/** What is about cards first: it is what people come to read. */
const FIRST = ['cards', 'applications', 'vault_records', 'shift_serials', 'library_numbers', 'status_lists'];
const ORDER = [...FIRST, ...Object.keys(TABLES).filter((name) => !FIRST.includes(name))];

/** Every table of the service with what its columns are for and could tell: rendered from the manifest that the code obeys. */
export function HoldingsPage({
  context,
  request,
  alone,
}: {
  context: Context;
  request: FastifyRequest;
  /** One person holds both keys that open a sealed file after its decision: said where everything is said. */
  alone: boolean;
}) {
  const { say, language } = request;
  const rules = portalRules(context.program.program);
  return (
    <Layout
      say={say}
      language={language}
      languages={request.languages}
      practice={context.config.practice}
      title={say('public.holdings-title')}
      cityName={context.program.program.city.name}
      path="/what-we-hold"
      back
    >
      <p class="lead">{say('public.holdings-lead')}</p>
      {alone && <p class="notice notice-amber">{say('start.channel-one-person')}</p>}
      <nav class="contents" aria-labelledby="contents">
        <h2 id="contents">{say('public.contents')}</h2>
        <ul>
          {ORDER.map((name) => (
            <li key={name}>
              <a href={`#${name}`}>{say(`public.table.${name}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {ORDER.flatMap((name) => (TABLES[name] ? [{ name, table: TABLES[name] }] : [])).map(
        ({ name, table }) => (
          <section key={name} class="holding" aria-labelledby={name}>
            <h2 id={name}>{say(`public.table.${name}`)}</h2>
            <p>{say(`public.end.${endOf(table)}`)}</p>
            {name === 'evidence_openings' && rules && (
              <p>{say('public.openings-until', { days: rules.openingDays })}</p>
            )}
            <ColumnTable request={request} name={name} table={table} />
          </section>
        ),
      )}
    </Layout>
  );
}

function ColumnTable({ request, name, table }: { request: FastifyRequest; name: string; table: AnyTable }) {
  const { say } = request;
  return (
    <DataTable
      labelledBy={name}
      heads={['column', 'purpose', 'basis', 'form', 'infers'].map((key) => say(`public.${key}`))}
      rows={Object.entries(table.columns).map(([column, holding]) => ({
        key: column,
        cells: [
          <code>{column}</code>,
          say(`holdings.purpose.${holding.purpose}`),
          say(`holdings.basis.${holding.basis}`),
          say(`holdings.form.${holding.form}`),
          holding.proxyFor.map((one) => say(`holdings.inference.${one}`)).join(' · '),
        ],
      }))}
    />
  );
}

/** How the rows of a table end, as a key of the catalogues. */
function endOf({ disposition }: AnyTable): string {
  if ('by' in disposition) return 'by';
  if ('vault' in disposition) return 'vault';
  if ('with' in disposition) return 'with';
  return 'moves' in disposition ? 'moves' : disposition.standing;
}
