// The stages of a network's life in words.
import type { NetworkStage } from '../../api/types';

export const STAGES: Readonly<Record<NetworkStage, { readonly words: string; readonly colour: string }>> = {
  draft: { words: 'Draft', colour: 'grey' },
  submitted: { words: 'Submitted', colour: 'blue' },
  returned: { words: 'Returned', colour: 'orange' },
  under_review: { words: 'Under review', colour: 'blue' },
  agreed_in_principle: { words: 'Agreed in principle', colour: 'aqua-green' },
  in_dispute: { words: 'In dispute', colour: 'red' },
  contract_varied: { words: 'Contracts varied', colour: 'aqua-green' },
  agreement_complete: { words: 'Agreement complete', colour: 'aqua-green' },
  live: { words: 'Live', colour: 'green' },
  closed: { words: 'Closed', colour: 'grey' },
};
