// All agreements at a moment, and what they let an organisation have.
//
// Decided between two organisations at a time: a practice that has signed shares, whether or not
// its neighbours have; one that stops, stops for itself. Immutable; threads may share it.
#pragma once

#include <map>

#include "sharing/agreement.h"

namespace openpcn::sharing {

struct KeptAgreement {
    std::string id;
    std::string owner;  // whose paper it is
    std::int64_t version = 0;
    SharingAgreement agreement;
    std::string hash;  // of its text
};

// How an agreement stands between one who discloses and one who receives.
enum class Standing {
    in_force,
    unsigned_,  // one of the two has not signed
    changed,    // one of the two signed an earlier text
    not_begun,
    lapsed,
    suspended,
    ended
};
std::string_view name_of(Standing standing);
Standing standing_between(const KeptAgreement& kept, const OdsCode& discloser,
                          const OdsCode& receiver, Date day);
// "The agreement lapsed on 31 March 2026."; "" where it is in force.
std::string reason_of(const KeptAgreement& kept, const OdsCode& discloser, const OdsCode& receiver,
                      Date day);

struct SharingQuestion {
    OdsCode discloser;
    OdsCode receiver;
    Purpose purpose = Purpose::direct_care;
    DataKind kind = DataKind::identity;
    Date day;
};

struct SharingDecision {
    bool allowed = false;
    std::string agreement;  // id of what allows it, or comes nearest; may be empty
    std::string reason;     // why not, as a sentence for people
};

class AgreementBook {
public:
    AgreementBook() = default;
    explicit AgreementBook(std::vector<KeptAgreement> agreements);
    AgreementBook(const AgreementBook&) = delete;
    AgreementBook& operator=(const AgreementBook&) = delete;

    const std::vector<KeptAgreement>& all() const { return agreements_; }
    const KeptAgreement* find(std::string_view id) const;
    // Those that name the two, each in its part.
    std::span<const KeptAgreement* const> between(const OdsCode& discloser,
                                                  const OdsCode& receiver) const;

    bool may_receive(const SharingQuestion& question) const;
    // The same with its reason: for people, so made only where it is shown.
    SharingDecision decide(const SharingQuestion& question) const;

private:
    std::vector<KeptAgreement> agreements_;
    std::map<std::pair<OdsCode, OdsCode>, std::vector<const KeptAgreement*>> by_pair_;
};

}  // namespace openpcn::sharing
