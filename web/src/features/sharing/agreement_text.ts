// The form of an agreement's text, read into what the API takes, or what is missing.
import type { SharingText } from '../../api/types';
import type { FormError } from '../../ui/forms/form_errors';

function codes(text: string): string[] {
  return text.split(/[\s,;]+/).filter((code) => code !== '').map((code) => code.toUpperCase());
}

export function textOfForm(form: FormData): SharingText | readonly FormError[] {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const errors: FormError[] = [];
  const need = (there: boolean, field: string, message: string): void => {
    if (!there) errors.push({ field, message });
  };
  const isDay = (name: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text(name));
  need(text('title') !== '', 'title', 'Enter a title');
  need(codes(text('disclosers')).length > 0, 'disclosers', 'Enter the ODS code of at least one practice that gives');
  need(codes(text('receivers')).length > 0, 'receivers', 'Enter the ODS code of who receives');
  need(isDay('from'), 'from', 'Enter the first day');
  need(isDay('to'), 'to', 'Enter the last day');
  need(!isDay('from') || !isDay('to') || text('from') <= text('to'), 'to', 'The last day must not lie before the first');
  for (const [role, words] of [['caldicott_guardian', 'Caldicott Guardian'], ['data_protection_officer', 'data protection officer']] as const) {
    need(text(role) === '' || isDay(`${role}_on`), `${role}_on`, `Enter the day on which the ${words} approved it`);
  }
  if (errors.length > 0) return errors;
  const approval = (role: string): { name: string; on: string } => ({ name: text(role), on: text(`${role}_on`) });
  return {
    title: text('title'),
    disclosers: codes(text('disclosers')),
    receivers: codes(text('receivers')),
    purposes: form.getAll('purposes').map(String) as SharingText['purposes'],
    kinds: form.getAll('kinds').map(String) as SharingText['kinds'],
    from: text('from'),
    to: text('to'),
    lawful_basis: text('lawful_basis'),
    special_category: text('special_category'),
    confidentiality: text('confidentiality'),
    ...(text('caldicott_guardian') && { caldicott_guardian: approval('caldicott_guardian') }),
    ...(text('data_protection_officer') && { data_protection_officer: approval('data_protection_officer') }),
    ...(isDay('review_on') && { review_on: text('review_on') }),
    terms: text('terms'),
  };
}
