// A version of an agreement as one HTML document that stands alone: for reading, for print, and for
// saving as PDF from the browser. Headings, table headings, language and title are marked, so that
// screen readers and tagged PDF have them; printed pages are numbered.
#pragma once

#include <string>

#include "api/agreement_desk.h"

namespace openpcn::api {

// With the signatures that were kept by the day.
std::string agreement_document(const agreement::AgreementTemplate& form,
                               const agreement::FilledAgreement& filled, const KeptAgreement& kept,
                               const AgreementPapers& papers, Date as_at);

}  // namespace openpcn::api
