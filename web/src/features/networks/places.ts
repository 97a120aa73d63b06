// The pages of one network, in the order in which people need them.
import type { Permission } from '../../api/types';

export interface Place {
  /** After /my-networks/ID; empty for the network's own page. */
  readonly path: string;
  readonly name: string;
  readonly needs?: Permission;
}

export const PLACES: readonly Place[] = [
  { path: '', name: 'Overview' },
  { path: 'registration', name: 'Registration' },
  { path: 'review', name: 'Approval' },
  { path: 'contracts', name: 'Contracts' },
  { path: 'people', name: 'People and payee' },
  { path: 'meetings', name: 'Meetings' },
  { path: 'actions', name: 'Actions' },
  { path: 'goals', name: 'Goals and development' },
  { path: 'agreement', name: 'Agreement' },
  { path: 'changes', name: 'Changes' },
  { path: 'partners', name: 'Partners' },
  { path: 'teams', name: 'Teams' },
  { path: 'suppliers', name: 'Digital suppliers' },
];
