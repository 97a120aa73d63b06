// The names of the API's values, from its description; nothing is typed again by hand.
import type { components } from './generated/schema';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Permission = Schemas['Permission'];
export type Practice = Schemas['Practice'];
export type PracticeName = Schemas['PracticeName'];
export type Freshness = Schemas['Freshness'];
export type Counts = Schemas['Counts'];
export type Worklist = Schemas['Worklist'];
export type WorklistSummary = Schemas['WorklistSummary'];
export type WorklistItem = Schemas['WorklistItem'];
export type WorklistPage = Schemas['WorklistPage'];
export type Outcome = Schemas['Outcome'];
export type Action = Schemas['Action'];
export type ServerEvent = Schemas['Event'];
export type MyWork = Schemas['MyWork'];
export type PatientIdentity = Schemas['PatientIdentity'];
export type PatientSummary = Schemas['PatientSummary'];
export type Entry = Schemas['Entry'];
export type Clause = Schemas['Clause'];
export type MarkedText = Schemas['MarkedText'];
export type CoveredStatement = Schemas['ClauseCoverage']['statements'][number];
export type ProposedChange = Schemas['ProposedChange'];
export type Explanation = Schemas['Explanation'];
export type Definition = Schemas['Definition'];
export type Population = Schemas['Population'];
export type Feed = Schemas['Feed'];
export type Load = Schemas['Load'];
export type Reject = Schemas['Reject'];
export type Job = Schemas['Job'];
