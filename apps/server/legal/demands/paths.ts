export const DEMANDS_PATH = '/demands';
export const INTAKE_PATH = '/demands/new';
/** No demand has this in the place of its random id. */
export const REPORT_PATH = '/demands/report';
export const FRONT_DESK_PATH = '/front-desk';
/** An id is random and tells nothing. */
export const demandPath = (id: string, step?: string): string =>
  step === undefined ? `${DEMANDS_PATH}/${id}` : `${DEMANDS_PATH}/${id}/${step}`;
