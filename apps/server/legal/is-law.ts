import type { Session } from '../staff/service.ts';

export const isLaw = ({ roles }: Pick<Session, 'roles'>): boolean => roles.includes('law-officer');
