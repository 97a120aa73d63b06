#include "api/sharing_desk.h"

#include <fmt/format.h>

#include "persistence/papers.h"
#include "platform/io/clock.h"
#include "sharing/agreement_json.h"

namespace openpcn::api {

using sharing::AgreementBook;
using sharing::KeptAgreement;

Result<std::vector<KeptAgreement>> read_agreements(database::Connection& connection) {
    TRY_ASSIGN(const auto papers, persistence::papers_of_kind(connection, sharing_paper_kind));
    std::vector<KeptAgreement> kept;
    for (const persistence::Paper& paper : papers) {
        TRY_ASSIGN(auto agreement,
                   sharing::parse_agreement(paper.body, fmt::format("agreement {}", paper.id)));
        std::string hash = sharing::hash_of(agreement.text);
        kept.push_back(
            {paper.id, paper.owner, paper.version, std::move(agreement), std::move(hash)});
    }
    return kept;
}

Result<std::shared_ptr<const AgreementBook>> SharingDesk::read() {
    TRY_ASSIGN(const auto connection, database_.lease());
    TRY_ASSIGN(const std::int64_t version,
               persistence::papers_version(*connection, sharing_paper_kind));
    const std::lock_guard lock(mutex_);
    if (kept_ && version_ == version) return kept_;
    TRY_ASSIGN(auto agreements, read_agreements(*connection));
    kept_ = std::make_shared<const AgreementBook>(std::move(agreements));
    version_ = version;
    return kept_;
}

std::shared_ptr<const AgreementBook> SharingDesk::agreements() {
    static const auto none = std::make_shared<const AgreementBook>();
    return read().value_or(none);
}

Reach SharingDesk::reach(const Asker& asker, const persistence::PopulationImage& image) {
    return {asker, agreements(), io::today_in_london(), codes_of(image)};
}

std::vector<std::string> codes_of(const persistence::PopulationImage& image) {
    std::vector<std::string> codes;
    for (const auto& practice : image.practices()) codes.push_back(practice.ods_code);
    return codes;
}

}  // namespace openpcn::api
