// How people are named wherever more than one may be meant: the name as the national banner orders
// it, the NHS number, and a warning where somebody else in the list has a like name.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { PatientIdentity } from '../../api/types';
import { ageOn, bannerDate } from '../../ui/text/dates';
import { printedNhsNumber } from '../../ui/text/nhs_number';
import { useMay } from '../session/session';
import { patientPath } from '../worklists/worklist_address';

const GENDERS: Readonly<Record<PatientIdentity['gender'], string>> = {
  male: 'Male',
  female: 'Female',
  other: 'Other',
  unknown: 'Not known',
};

export function genderOf(patient: PatientIdentity): string {
  return GENDERS[patient.gender];
}

/** "SMITH, Jane (Mrs)". */
export function bannerName(patient: PatientIdentity): string {
  const title = patient.title ? ` (${patient.title})` : '';
  return `${patient.family_name.toUpperCase()}, ${patient.given_name}${title}`;
}

/** "76" years, or that of the day somebody died. */
export function ageText(patient: PatientIdentity, asAt: string): string {
  const age = patient.born ? ageOn(patient.born, patient.died ?? asAt) : undefined;
  return age === undefined ? 'age not known' : String(age);
}

/** "999 123 4567", the identifier of the practice's system, or that there is none. */
export function numberOf(patient: PatientIdentity): string {
  if (patient.nhs_number) return printedNhsNumber(patient.nhs_number);
  return patient.local_identifier ?? 'No NHS number';
}

export interface NamedProps {
  readonly patient: PatientIdentity;
  readonly asAt: string;
}

/**
 * Name, number, birth and gender in the few lines of a list's first column. The name leads to the
 * summary for those whose role may open it.
 */
export function Named({ patient, asAt }: NamedProps): ReactNode {
  const may = useMay();
  const name = bannerName(patient);
  return (
    <>
      {may('patients.read') ? <Link to={patientPath(patient.id)}>{name}</Link> : name}
      <span className="pcn-named">
        <span className="pcn-nowrap">
          {patient.nhs_number && 'NHS No. '}
          {numberOf(patient)}
        </span>
        <span>
          Born <span className="pcn-nowrap">{bannerDate(patient.born)}</span> (
          {ageText(patient, asAt)}), {genderOf(patient).toLowerCase()}
        </span>
        {patient.similar_name && <strong className="pcn-named__alike">Similar name in this list</strong>}
      </span>
    </>
  );
}
