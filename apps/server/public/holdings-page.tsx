import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { Disposition } from '../store/holdings/holding.ts';
import type { Basis, Form, Inference, Purpose } from '../store/holdings/vocabulary.ts';
import { HOLDINGS } from '../store/holdings.ts';
import { Layout } from '../ui/layout.tsx';

const LANGUAGES = ['en', 'es'];
type Column = { purpose: Purpose; basis: Basis; form: Form; proxyFor: readonly Inference[] };
type AnyTable = { disposition: Disposition; columns: Readonly<Record<string, Column>> };
const TABLES: Readonly<Record<string, AnyTable>> = HOLDINGS;

/** Every table of the service with what its columns are for and could tell: rendered from the manifest that the code obeys. */
export function HoldingsPage({ context, request }: { context: Context; request: FastifyRequest }) {
  const { say, language } = request;
  return (
    <Layout
      say={say}
      language={language}
      languages={LANGUAGES}
      practice={context.config.practice}
      title={say('public.holdings-title')}
      cityName={context.program.program.city.name}
      path="/what-we-hold"
    >
      <p>{say('public.holdings-lead')}</p>
      {Object.entries(TABLES).map(([name, table]) => (
        <section key={name} aria-labelledby={name}>
          <h2 id={name}>{say(`public.table.${name}`)}</h2>
          <p>{say(`public.end.${endOf(table)}`)}</p>
          <ColumnTable request={request} name={name} table={table} />
        </section>
      ))}
    </Layout>
  );
}

function ColumnTable({ request, name, table }: { request: FastifyRequest; name: string; table: AnyTable }) {
  const { say } = request;
  return (
    <div class="scroll-x">
      <table aria-labelledby={name}>
        <thead>
          <tr>
            {['column', 'purpose', 'basis', 'form', 'infers'].map((key) => (
              <th key={key} scope="col">
                {say(`public.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(table.columns).map(([column, holding]) => (
            <tr key={column}>
              <th scope="row">
                <code>{column}</code>
              </th>
              <td>{say(`holdings.purpose.${holding.purpose}`)}</td>
              <td>{say(`holdings.basis.${holding.basis}`)}</td>
              <td>{say(`holdings.form.${holding.form}`)}</td>
              <td>{holding.proxyFor.map((one) => say(`holdings.inference.${one}`)).join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How the rows of a table end, as a key of the catalogues. */
function endOf({ disposition }: AnyTable): string {
  if ('by' in disposition) return 'by';
  if ('with' in disposition) return 'with';
  return 'moves' in disposition ? 'moves' : disposition.standing;
}
