// What a network and its partners agreed: an arrangement of Schedule 7, an integration agreement
// with an integrated care provider, a memorandum. The document itself is kept elsewhere; here is
// what it covers, when it holds and when it must be looked at again.
#pragma once

#include "partners/catalogue.h"
#include "partners/time_span.h"

namespace openpcn::partners {

struct PartnerAgreement {
    std::string title;
    std::string kind;                   // of the catalogue
    std::vector<std::string> partners;  // ids of entries of the directory
    std::vector<std::string> parties;   // everybody who is bound by it, as the document names them
    std::string scope;
    std::string voting;     // what the partner may do at the network's meetings
    std::string document;   // where the signed text is kept
    std::string relies_on;  // the data-sharing agreement under which data flows, if any
    std::optional<Date> review_on;
    TimeSpan time;
};

Result<PartnerAgreement> read_partner_agreement(std::string_view json, const Catalogue& catalogue);

}  // namespace openpcn::partners
