// The last action of this person, so that the page they return to can say what was done and offer
// to undo it while there is time. In memory only.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

export interface LastAction {
  readonly worklist: string;
  readonly patient: string;
  /** What was done, to whom: shown, never stored. */
  readonly words: string;
  /** None where it cannot be undone. */
  readonly action?: string | undefined;
  readonly undoUntil?: string | undefined;
}

interface Holder {
  readonly last: LastAction | undefined;
  readonly setLast: (action: LastAction | undefined) => void;
}

const Context = createContext<Holder>({ last: undefined, setLast: () => undefined });

export function LastActionHolder({ children }: { readonly children: ReactNode }): ReactNode {
  const [last, setLast] = useState<LastAction>();
  const holder = useMemo(() => ({ last, setLast }), [last]);
  return <Context value={holder}>{children}</Context>;
}

export function useLastAction(): Holder {
  return useContext(Context);
}
