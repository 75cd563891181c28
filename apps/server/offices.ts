import type { Context } from './context.ts';
import type { OfficeRoutes } from './http/origin.ts';
import { routes as frontDoor } from './ui/routes.tsx';

/** Every office, in the order its routes are put on the origins. */
export const OFFICES: readonly ((context: Context) => OfficeRoutes)[] = [frontDoor];
