// The tasks of a registration in words.
import type { RegistrationInView } from '../../../api/types';

export type Task = RegistrationInView['tasks'][number]['task'];

export const TASKS: Readonly<Record<Task, string>> = {
  start: 'Name and first day',
  practices: 'Member practices',
  lists: 'List sizes',
  size: 'Size, waiver and neighbourhood teams',
  area: 'Network area',
  acceptance: 'Acceptance of the area',
  agreement: 'Initial agreement',
  people: 'Clinical directors and payee',
};
