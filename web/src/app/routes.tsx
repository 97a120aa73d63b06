// Every page and its address. Pages load when they are first opened. Addresses name lists, opaque
// identifiers and filters, never anything that identifies a person.
import type { ReactNode } from 'react';
import { createBrowserRouter, type RouteObject, useRouteError } from 'react-router';

import { NotFoundPage } from '../features/about/not_found_page';
import { Needs } from '../features/session/needs';
import { SignedIn } from '../features/session/session';
import { SignInPage } from '../features/session/sign_in_page';
import type { Permission } from '../api/types';
import { Page } from '../ui/page/page';
import { PublicLayout, SignedInLayout } from './layout';

type Loader = () => Promise<() => ReactNode>;

function page(path: string, needs: Permission | undefined, load: Loader): RouteObject {
  return {
    path,
    lazy: async () => {
      const Shown = await load();
      return {
        Component: () => (needs ? <Needs permission={needs}><Shown /></Needs> : <Shown />),
      };
    },
  };
}

/** A page that broke, or one whose file is gone because a new version was installed. */
function BrokenPage(): ReactNode {
  const error = useRouteError();
  const changed = error instanceof TypeError && /import|fetch|module/i.test(error.message);
  return (
    <Page title={changed ? 'OpenPCN has a new version' : 'This page stopped working'}>
      <p>
        {changed
          ? 'The page could not be loaded, most likely because OpenPCN was updated.'
          : 'Something on this page went wrong. What you recorded before is kept.'}
      </p>
      <p>
        <a href="/">Load OpenPCN again</a>. If it happens again, tell your administrator what you did
        and when.
      </p>
    </Page>
  );
}

const SIGNED_IN: RouteObject[] = [
  page('/', undefined, async () => (await import('../features/my_work/my_work_page')).MyWorkPage),
  page('/worklists', 'worklists.read', async () =>
    (await import('../features/worklists/worklists_page')).WorklistsPage),
  page('/worklists/:worklist', 'worklists.read', async () =>
    (await import('../features/worklists/worklist_page')).WorklistPage),
  page('/worklists/:worklist/items/:patient/:task', 'worklists.act', async () =>
    (await import('../features/worklists/tasks/task_page')).TaskPage),
  page('/patients', 'patients.find', async () =>
    (await import('../features/patients/find_patient_page')).FindPatientPage),
  page('/patients/:patient', 'patients.read', async () =>
    (await import('../features/patients/patient_page')).PatientPage),
  page('/patients/:patient/why', 'patients.read', async () =>
    (await import('../features/explanations/why_page')).WhyPage),
  page('/population', 'population.read', async () =>
    (await import('../features/population/population_page')).PopulationPage),
  page('/cohorts', 'cohorts.count', async () =>
    (await import('../features/cohorts/cohorts_page')).CohortsPage),
  page('/cohorts/new', 'cohorts.count', async () =>
    (await import('../features/cohorts/new_cohort_page')).NewCohortPage),
  page('/cohorts/:cohort', 'cohorts.count', async () =>
    (await import('../features/cohorts/cohort_page')).CohortPage),
  page('/cohorts/:cohort/edit', 'cohorts.count', async () =>
    (await import('../features/cohorts/edit_cohort_page')).EditCohortPage),
  page('/cohorts/:cohort/compare', 'cohorts.count', async () =>
    (await import('../features/cohorts/compare_page')).ComparePage),
  page('/feeds', 'feeds.read', async () =>
    (await import('../features/feeds/feeds_page')).FeedsPage),
  page('/feeds/:practice', 'feeds.read', async () =>
    (await import('../features/feeds/feed_page')).FeedPage),
  page('/my-networks', 'networks.read', async () =>
    (await import('../features/networks/networks_page')).NetworksPage),
  page('/my-networks/new', 'networks.form', async () =>
    (await import('../features/networks/formation/new_network_page')).NewNetworkPage),
  page('/my-networks/:network/registration', 'networks.read', async () =>
    (await import('../features/networks/formation/registration_page')).RegistrationPage),
  page('/my-networks/:network/registration/:task', 'networks.read', async () =>
    (await import('../features/networks/formation/task_page')).RegistrationTaskPage),
  page('/my-networks/:network/review', 'networks.read', async () =>
    (await import('../features/networks/formation/review_page')).ReviewPage),
  page('/my-networks/:network/contracts', 'networks.read', async () =>
    (await import('../features/networks/formation/contracts_page')).ContractsPage),
  page('/my-networks/:network/committee-paper', 'networks.read', async () =>
    (await import('../features/networks/formation/committee_paper_page')).CommitteePaperPage),
  page('/approvals', 'networks.review', async () =>
    (await import('../features/networks/formation/approvals_page')).ApprovalsPage),
  page('/my-networks/:network/changes', 'networks.read', async () =>
    (await import('../features/changes/changes_page')).ChangesPage),
  page('/my-networks/:network/changes/new/:kind', 'networks.form', async () =>
    (await import('../features/changes/edit_change_page')).NewChangePage),
  page('/my-networks/:network/changes/:change', 'networks.read', async () =>
    (await import('../features/changes/change_page')).ChangePage),
  page('/my-networks/:network/changes/:change/edit', 'networks.form', async () =>
    (await import('../features/changes/edit_change_page')).EditChangePage),
  page('/my-networks/:network/changes/:change/preview', 'networks.read', async () =>
    (await import('../features/changes/preview_page')).PreviewPage),
  page('/groups', 'networks.read', async () =>
    (await import('../features/changes/groups_page')).GroupsPage),
  page('/groups/:group', 'networks.read', async () =>
    (await import('../features/changes/groups_page')).GroupPage),
  page('/my-networks/:network', 'networks.read', async () =>
    (await import('../features/networks/network_page')).NetworkPage),
  page('/my-networks/:network/people', 'networks.read', async () =>
    (await import('../features/governance/people_page')).PeoplePage),
  page('/my-networks/:network/meetings', 'networks.read', async () =>
    (await import('../features/governance/meetings_page')).MeetingsPage),
  page('/my-networks/:network/meetings/:paper', 'networks.read', async () =>
    (await import('../features/governance/meeting_page')).MeetingPage),
  page('/my-networks/:network/actions', 'networks.read', async () =>
    (await import('../features/governance/actions_page')).ActionsPage),
  page('/my-networks/:network/goals', 'networks.read', async () =>
    (await import('../features/governance/goals_page')).GoalsPage),
  page('/access-log', 'audit.read', async () =>
    (await import('../features/access_log/access_log_page')).AccessLogPage),
  page('/sharing', 'networks.read', async () =>
    (await import('../features/sharing/sharing_page')).SharingPage),
  page('/sharing/new', 'sharing.manage', async () =>
    (await import('../features/sharing/edit_agreement_page')).NewAgreementPage),
  page('/sharing/:agreement', 'networks.read', async () =>
    (await import('../features/sharing/agreement_page')).AgreementPage),
  page('/sharing/:agreement/change', 'sharing.manage', async () =>
    (await import('../features/sharing/edit_agreement_page')).ChangeAgreementPage),
  page('/my-networks/:network/agreement', 'networks.read', async () =>
    (await import('../features/networks/agreement/agreement_page')).AgreementPage),
  page('/my-networks/:network/agreement/parts/:part', 'networks.read', async () =>
    (await import('../features/networks/agreement/part_page')).AgreementPartPage),
  page('/my-networks/:network/agreement/versions', 'networks.read', async () =>
    (await import('../features/networks/agreement/versions_page')).AgreementVersionsPage),
  page('/my-networks/:network/agreement/sign', 'networks.sign', async () =>
    (await import('../features/networks/agreement/sign_page')).SignAgreementPage),
  page('/my-networks/:network/agreement/next-form', 'networks.form', async () =>
    (await import('../features/networks/agreement/next_form_page')).AgreementNextFormPage),
  page('/my-networks/:network/partners', 'networks.read', async () =>
    (await import('../features/partners/partners_page')).PartnersPage),
  page('/my-networks/:network/partners/new', 'networks.govern', async () =>
    (await import('../features/partners/edit_partner_pages')).NewPartnerPage),
  page('/my-networks/:network/partners/:entry/change', 'networks.govern', async () =>
    (await import('../features/partners/edit_partner_pages')).ChangePartnerPage),
  page('/my-networks/:network/partners/agreements/new', 'networks.govern', async () =>
    (await import('../features/partners/edit_agreement_pages')).NewPartnerAgreementPage),
  page('/my-networks/:network/partners/agreements/:entry/change', 'networks.govern', async () =>
    (await import('../features/partners/edit_agreement_pages')).ChangePartnerAgreementPage),
  page('/my-networks/:network/teams', 'networks.read', async () =>
    (await import('../features/partners/teams_page')).TeamsPage),
  page('/my-networks/:network/teams/new', 'networks.govern', async () =>
    (await import('../features/partners/edit_team_pages')).NewTeamPage),
  page('/my-networks/:network/teams/:entry/change', 'networks.govern', async () =>
    (await import('../features/partners/edit_team_pages')).ChangeTeamPage),
  page('/my-networks/:network/suppliers', 'networks.read', async () =>
    (await import('../features/partners/suppliers_page')).SuppliersPage),
  page('/programme', 'networks.read', async () =>
    (await import('../features/programme/programme_page')).ProgrammePage),
  page('/programme/groups', 'networks.review', async () =>
    (await import('../features/programme/groups_page')).GroupsPage),
  page('/programme/support', 'networks.read', async () =>
    (await import('../features/programme/support_page')).SupportPage),
  page('/my-networks/:network/suppliers/new', 'networks.govern', async () =>
    (await import('../features/partners/edit_supplier_pages')).NewSupplierPage),
  page('/my-networks/:network/suppliers/:entry/change', 'networks.govern', async () =>
    (await import('../features/partners/edit_supplier_pages')).ChangeSupplierPage),
  page('/my-networks/:network/suppliers/choices/new', 'networks.govern', async () =>
    (await import('../features/partners/edit_supplier_pages')).NewChoicePage),
  page('/my-networks/:network/suppliers/choices/:entry/change', 'networks.govern', async () =>
    (await import('../features/partners/edit_supplier_pages')).ChangeChoicePage),
  page('/my-networks/:network/suppliers/out-of-area/:practice', 'networks.govern', async () =>
    (await import('../features/partners/edit_supplier_pages')).OutOfAreaPage),
  page('/systems', 'networks.read', async () =>
    (await import('../features/partners/systems_page')).SystemsPage),
  page('/systems/groups/new', 'networks.review', async () =>
    (await import('../features/partners/edit_group_pages')).NewGroupPage),
  page('/systems/groups/:group', 'networks.read', async () =>
    (await import('../features/partners/group_page')).GroupPage),
  page('/systems/groups/:group/change', 'networks.review', async () =>
    (await import('../features/partners/edit_group_pages')).ChangeGroupPage),
  page('/systems/groups/:group/plans/new', 'networks.read', async () =>
    (await import('../features/partners/edit_group_pages')).NewPlanPage),
  page('/systems/groups/:group/plans/:plan/change', 'networks.read', async () =>
    (await import('../features/partners/edit_group_pages')).ChangePlanPage),
  page('/systems/coverage', 'networks.review', async () =>
    (await import('../features/partners/coverage_page')).TeamCoveragePage),
  page('/systems/partners', 'networks.review', async () =>
    (await import('../features/partners/partners_page')).PartnersPage),
  page('/systems/partners/new', 'networks.review', async () =>
    (await import('../features/partners/edit_partner_pages')).NewPartnerPage),
  page('/systems/partners/:entry/change', 'networks.review', async () =>
    (await import('../features/partners/edit_partner_pages')).ChangePartnerPage),
  page('/systems/teams', 'networks.review', async () =>
    (await import('../features/partners/teams_page')).TeamsPage),
  page('/systems/teams/new', 'networks.review', async () =>
    (await import('../features/partners/edit_team_pages')).NewTeamPage),
  page('/systems/teams/:entry/change', 'networks.review', async () =>
    (await import('../features/partners/edit_team_pages')).ChangeTeamPage),
  page('/systems/suppliers', 'networks.review', async () =>
    (await import('../features/partners/suppliers_page')).SuppliersPage),
  page('/systems/suppliers/new', 'networks.review', async () =>
    (await import('../features/partners/edit_supplier_pages')).NewSupplierPage),
  page('/systems/suppliers/:entry/change', 'networks.review', async () =>
    (await import('../features/partners/edit_supplier_pages')).ChangeSupplierPage),
  page('/register', 'register.read', async () =>
    (await import('../features/register/register_page')).RegisterPage),
  page('/register/networks/:code', 'register.read', async () =>
    (await import('../features/register/network_page')).RegisterNetworkPage),
  page('/register/practices/:code', 'register.read', async () =>
    (await import('../features/register/practice_page')).RegisterPracticePage),
  page('/register/commissioners/:code', 'register.read', async () =>
    (await import('../features/register/commissioner_page')).RegisterCommissionerPage),
  page('/register/commissioners/:code/area', 'register.read', async () =>
    (await import('../features/areas/area_trial_page')).AreaTrialPage),
  page('/register/check', 'register.read', async () =>
    (await import('../features/register/commissioner_page')).RegisterCommissionerPage),
  page('/register/coverage', 'register.read', async () =>
    (await import('../features/areas/coverage_page')).CoveragePage),
  page('/register/changes', 'register.read', async () =>
    (await import('../features/register/changes_page')).RegisterChangesPage),
];

const PUBLIC: RouteObject[] = [
  { path: '/sign-in', Component: SignInPage },
  page('/accessibility', undefined, async () =>
    (await import('../features/about/accessibility_page')).AccessibilityPage),
  page('/networks/:code', undefined, async () =>
    (await import('../features/register/public_network_page')).PublicNetworkPage),
  page('/about', undefined, async () =>
    (await import('../features/about/about_page')).AboutPage),
  { path: '*', Component: NotFoundPage },
];

export const ROUTES: RouteObject[] = [
  {
    HydrateFallback: () => null,
    element: <SignedIn><SignedInLayout /></SignedIn>,
    children: [{ errorElement: <BrokenPage />, children: SIGNED_IN }],
  },
  {
    HydrateFallback: () => null,
    element: <PublicLayout />,
    children: [{ errorElement: <BrokenPage />, children: PUBLIC }],
  },
];

export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter(ROUTES);
}
