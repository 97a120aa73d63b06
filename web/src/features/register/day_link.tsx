// A link to a page of the same day: who looks at a past day stays on it until they choose another.
import type { ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';

import { atDay, useDay } from './use_register';

interface DayLinkProps extends Omit<LinkProps, 'to'> {
  readonly to: string;
}

export function DayLink({ to, ...rest }: DayLinkProps): ReactNode {
  return <Link to={atDay(to, useDay())} {...rest} />;
}
