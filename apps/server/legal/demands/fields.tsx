import type { FaultParams } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { Hints } from '../../ui/form.tsx';
import type { FormFaults } from '../wish.ts';
import type { IntakeForm } from './bodies.ts';

/** What the fields of one form have in common. */
export type Of = {
  request: FastifyRequest;
  filled: IntakeForm;
  faults: FormFaults;
  /** What the faults speak of. */
  params?: FaultParams | undefined;
};
/** @param id where several forms of a page have a field of one name */
type Named = Of & { name: string; label: string; hint?: string | undefined; id?: string };

const errorOf = ({ request, faults, name, params }: Named): string | undefined => {
  const code = faults[name];
  return code === undefined ? undefined : request.say(`fault.${code}`, params);
};

function described({ name, id = name, hint }: Named, error: string | undefined): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return ids === '' ? undefined : ids;
}

function Around(props: Named & { children: ComponentChildren }) {
  const error = errorOf(props);
  const { name, id = name, label, hint, children } = props;
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id}>{label}</label>
      <Hints {...{ name: id, hint, error }} />
      {children}
    </div>
  );
}

/** What both kinds of inputs say of themselves. */
const told = (props: Named) => {
  const error = errorOf(props);
  return {
    id: props.id ?? props.name,
    name: props.name,
    'aria-describedby': described(props, error),
    'aria-invalid': error ? ('true' as const) : undefined,
  };
};

export function DayField(props: Named) {
  return (
    <Around {...props}>
      <input type="date" {...told(props)} value={props.filled[props.name]} />
    </Around>
  );
}

export function LineField(props: Named & { type?: 'tel' | 'email' }) {
  return (
    <Around {...props}>
      <input
        type="text"
        inputMode={props.type ?? 'text'}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        {...told(props)}
        value={props.filled[props.name]}
      />
    </Around>
  );
}

export function TextField(props: Named & { rows?: number }) {
  return (
    <Around {...props}>
      <textarea rows={props.rows ?? 5} dir="auto" autocomplete="off" {...told(props)}>
        {props.filled[props.name]}
      </textarea>
    </Around>
  );
}

type Options = { options: readonly (readonly [value: string, label: string])[] };

/** Nothing is chosen beforehand: what nobody chose is asked for again. */
export function SelectField(props: Named & Options & { blank?: string }) {
  const { filled, name, options, request, blank = request.say('legal.demand-choose') } = props;
  return (
    <Around {...props}>
      <select {...told(props)}>
        <option value="" disabled={blank === request.say('legal.demand-choose')} selected={!filled[name]}>
          {blank}
        </option>
        {options.map(([value, label]) => (
          <option key={value} value={value} selected={filled[name] === value}>
            {label}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function RadioField(props: Named & Options) {
  const { name, label, hint, filled, options } = props;
  const error = errorOf(props);
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} aria-describedby={described(props, error)}>
      <legend>{label}</legend>
      <Hints {...{ name, hint, error }} />
      {options.map(([value, text], at) => (
        <label key={value} class="check">
          <input
            type="radio"
            name={name}
            value={value}
            id={at === 0 ? name : undefined}
            checked={filled[name] === value}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

/** Boxes to tick, each a field of its own: `<name>-<value>`. */
export function TickField(props: Named & Options) {
  const { name, label, hint, filled, options } = props;
  const [first] = options;
  const key = first ? `${name}-${first[0]}` : name;
  const error = errorOf({ ...props, name: key });
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} aria-describedby={error && `${key}-error`}>
      <legend>{label}</legend>
      <Hints {...{ name: key, hint, error }} />
      <div class="checks">
        {options.map(([value, text]) => (
          <label key={value} class="check">
            <input
              type="checkbox"
              id={`${name}-${value}`}
              name={`${name}-${value}`}
              checked={filled[`${name}-${value}`] === 'on'}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
