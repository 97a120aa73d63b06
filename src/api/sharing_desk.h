// The data-sharing agreements as they stand at this moment: read again as soon as one was written,
// by whichever program, so that access ends at once.
//
// One for the server; threads share it. What it hands out is immutable.
#pragma once

#include <memory>
#include <mutex>

#include "api/access_policy.h"
#include "persistence/population_image.h"
#include "platform/database/database.h"

namespace openpcn::api {

inline constexpr std::string_view sharing_paper_kind = "data_sharing";

// `internal` where a stored paper cannot be read.
Result<std::vector<sharing::KeptAgreement>> read_agreements(database::Connection& connection);

class SharingDesk {
public:
    explicit SharingDesk(database::Database& database) : database_(database) {}
    // Nothing is shared where the agreements cannot be read.
    std::shared_ptr<const sharing::AgreementBook> agreements();
    // For somebody who listens, at this moment.
    Reach reach(const Asker& asker, const persistence::PopulationImage& image);

private:
    Result<std::shared_ptr<const sharing::AgreementBook>> read();

    database::Database& database_;
    std::mutex mutex_;  // guards what follows
    std::int64_t version_ = -1;
    std::shared_ptr<const sharing::AgreementBook> kept_;
};

// ODS codes by index.
std::vector<std::string> codes_of(const persistence::PopulationImage& image);

}  // namespace openpcn::api
