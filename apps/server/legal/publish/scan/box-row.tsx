import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { Hints } from '../../../ui/form.tsx';
import type { FormFaults } from '../../wish.ts';
import { type BoxField, type DrawnForm, fieldOf, SIDES } from './read-boxes.ts';

export type RowProps = {
  request: FastifyRequest;
  box: number;
  pages: number;
  filled: DrawnForm;
  faults: FormFaults;
  laws: readonly { id: string; citation: string; says: string }[];
};

/** One black box as numbers: whoever draws fills them with the pointer, and whoever does not types them. */
export function BoxRow(props: RowProps) {
  const { request, box, pages, filled, laws } = props;
  const { say } = request;
  const page = filled[fieldOf(box, 'page')] ?? '1';
  const law = filled[fieldOf(box, 'law')] ?? '';
  return (
    <fieldset class="redact-row" data-box={box} id={`box-${box}`} tabIndex={-1}>
      <legend>{say('redact.box', { box })}</legend>
      <div class="redact-numbers">
        <Cell {...props} field="page">
          <select {...told(props, 'page')}>
            {Array.from({ length: pages }, (_, at) => String(at + 1)).map((one) => (
              <option key={one} value={one} selected={one === page}>
                {one}
              </option>
            ))}
          </select>
        </Cell>
        {SIDES.map((side) => (
          <Cell key={side} {...props} field={side}>
            <input
              type="text"
              inputMode="decimal"
              autocomplete="off"
              {...told(props, side)}
              value={filled[fieldOf(box, side)]}
            />
          </Cell>
        ))}
      </div>
      <Cell {...props} field="law">
        <select class="wide" {...told(props, 'law')}>
          <option value="">{say('redact.law-none')}</option>
          {laws.map(({ id, citation, says }) => (
            <option key={id} value={id} selected={id === law}>
              {say('redact.law', { citation, says })}
            </option>
          ))}
        </select>
      </Cell>
      <Cell {...props} field="reason">
        <input
          type="text"
          class="wide"
          autocomplete="off"
          dir="auto"
          {...told(props, 'reason')}
          value={filled[fieldOf(box, 'reason')]}
        />
      </Cell>
      <button type="button" class="quiet small" data-clear hidden>
        {say('redact.remove', { box })}
      </button>
    </fieldset>
  );
}

const errorOf = ({ request: { say }, faults, box }: RowProps, field: BoxField): string | undefined => {
  const code = faults[fieldOf(box, field)];
  return code === undefined ? undefined : say(`fault.${code}`);
};

const told = (props: RowProps, field: BoxField) => {
  const name = fieldOf(props.box, field);
  const error = errorOf(props, field);
  return {
    id: name,
    name,
    'data-field': field,
    'aria-describedby': error ? `${name}-error` : undefined,
    'aria-invalid': error ? ('true' as const) : undefined,
  };
};

function Cell(props: RowProps & { field: BoxField; children: ComponentChildren }) {
  const { request, box, field, children } = props;
  const name = fieldOf(box, field);
  const error = errorOf(props, field);
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={name}>{request.say(`redact.field-${field}`)}</label>
      <Hints {...{ name, error }} />
      {children}
    </div>
  );
}
