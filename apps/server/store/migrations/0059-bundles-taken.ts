export const name = '0059-bundles-taken';

/** Which bundle somebody took out to count it. Of what was opened before this was kept, and of everything else, none. */
export const up = `
alter table demand_steps
  add column production uuid references demand_productions,
  add constraint demand_steps_production check (
    production is null or (step = 'opened' and what = 'process'));
`;
