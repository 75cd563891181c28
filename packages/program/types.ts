import type { Catalogues } from '@commonkey/words';
import type { z } from 'zod';
import type { DEFAULT_ANSWERS, DEPARTMENTS, INSTRUMENT_TYPES, ISSUER_CLASSES } from './legal-vocabulary.ts';
import type { period, source } from './schema/base.ts';
import type { cityCalendar } from './schema/calendar.ts';
import type { card, colours, desk, printField, qrField } from './schema/card.ts';
import type { legal } from './schema/legal.ts';
import type { paper } from './schema/papers.ts';
import type { portal, recordKind } from './schema/portal.ts';
import type { programSchema } from './schema/program.ts';
import type { exemption, requests } from './schema/requests.ts';
import type { approval, certificate, commission, series, trigger } from './schema/series.ts';
import type { flow, sharing } from './schema/sharing.ts';

export type { FlowField, FlowKind, Process } from './flows.ts';
export type { AgeBand, Rule, Selector } from './schema/rule.ts';

export type Period = z.infer<typeof period>;
export type Source = z.infer<typeof source>;
export type Paper = z.infer<typeof paper>;
export type Series = z.infer<typeof series>;
/** What the law wants before records of a series end. */
export type CertificateRule = z.infer<typeof certificate>;
export type Commission = z.infer<typeof commission>;
export type Approval = z.infer<typeof approval>;
/** One flow to another body, and the register of them all. */
export type Flow = z.infer<typeof flow>;
export type Sharing = z.infer<typeof sharing>;
/** The city's working days. */
export type CityCalendar = z.infer<typeof cityCalendar>;
/** What the law on public records asks of the city. */
export type RequestRules = z.infer<typeof requests>;
export type Exemption = z.infer<typeof exemption>;
/** What the city does when an authority asks. */
export type LegalRules = z.infer<typeof legal>;
export type InstrumentRule = LegalRules['instruments'][number];
export type InstrumentType = (typeof INSTRUMENT_TYPES)[number];
export type DefaultAnswer = (typeof DEFAULT_ANSWERS)[number];
export type IssuerClass = (typeof ISSUER_CLASSES)[number];
export type Department = (typeof DEPARTMENTS)[number];
export type Trigger = z.infer<typeof trigger>;
export type CardRules = z.infer<typeof card>;
export type Colours = z.infer<typeof colours>;
export type DeskRules = z.infer<typeof desk>;
/** What a resident who applies online leaves with the city, by what it is for. */
export type RecordKind = z.infer<typeof recordKind>;
export type PortalChannel = z.infer<typeof portal>;
export type PrintField = z.infer<typeof printField>;
export type QrField = z.infer<typeof qrField>;

type ProgramRules = z.infer<typeof programSchema>;
export type Requirement = ProgramRules['requirements'][number];
export type ValidityBand = ProgramRules['validity'][number];
export type Fee = ProgramRules['fees'][number];
export type Notice = ProgramRules['notices'][number];

/** A city's rules, all files in one: plain JSON, so that a server can hand it to a page. */
export type Program = Omit<ProgramRules, '$schema'> & { words: Catalogues };

/** The part of a program that decides whether papers suffice: what a page needs in order to do it alone. */
export type PaperRules = Pick<
  Program,
  'papers' | 'requirements' | 'eligible' | 'serves' | 'sources' | 'paperListOpen'
>;

export type PaperId = string;
/** 'YYYY-MM-DD' in the proleptic Gregorian calendar. */
export type PlainDate = string;
