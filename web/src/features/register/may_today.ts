// What somebody may do on a page that can be shown as at another day: on that day they only read.
import type { Permission } from '../../api/types';
import { useMay } from '../session/session';
import { useDay } from './use_register';

export function useMayToday(): (permission: Permission) => boolean {
  const may = useMay();
  const day = useDay();
  return (permission) => !day.as_at && may(permission);
}
