// Agreements recorded by whoever runs the server: from a file, of a demonstration, and their stop.
//
// What was signed on paper is recorded as signed on paper, with the names that the paper bears; the
// audit log says that the command line did it.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "platform/database/connection.h"
#include "sharing/agreement_book.h"

namespace openpcn::api {

// A form to fill in, for `openpcn sharing import`: everything of these practices to one receiver,
// without the names of those who approve and sign.
std::string agreement_form(const std::vector<std::string>& practices, const OdsCode& receiver,
                           Date from);

struct RecordedAgreement {
    std::string id;
    sharing::SharingAgreement agreement;
    std::vector<OdsCode> unsigned_by;  // parties whose signature is still missing
};
// Reads {"text": ..., "signed": [{"organisation", "name", "role", "on"}]} and keeps it with its
// audit entry; a text that is kept already gets the signatures that are new. `invalid`, naming the
// member; `conflict` where the text is not complete.
Result<RecordedAgreement> record_agreement(database::Connection& connection, std::string_view file,
                                           std::string_view where, Instant now);

// For `organisation`, at once. `not_found`, `conflict`.
Result<void> stop_agreement(database::Connection& connection, std::string_view id,
                            sharing::Stop stop);

// What everybody of a demonstration sees: one agreement with the network about everything, one with
// the commissioner about numbers; each marked as a demonstration. Nothing where they are there and
// have not lapsed. `forbidden` where the data directory is not marked as a demonstration.
Result<void> add_demonstration_agreements(database::Connection& connection,
                                          const std::vector<std::string>& practices,
                                          const OdsCode& network, const OdsCode& commissioner,
                                          Date today, Instant now);

}  // namespace openpcn::api
