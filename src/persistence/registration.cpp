#include "persistence/registration.h"

#include <tuple>

namespace openpcn::persistence {
namespace {

using records::Element;
using records::ElementPath;
using records::Entry;

bool is_current(RegistrationStanding standing) {
    return standing == RegistrationStanding::regular_current ||
           standing == RegistrationStanding::other_current;
}

// Bits sort by time; no value sorts first, so a start that is not known loses.
bool is_stronger(const Registration& a, const Registration& b) {
    if (a.standing != b.standing) return a.standing > b.standing;
    if (is_current(a.standing)) return a.from > b.from;
    return std::tie(a.until, a.from) > std::tie(b.until, b.from);
}

}  // namespace

Registration strongest_registration(const records::PatientRecord& record, TextIndex regular) {
    Registration strongest;
    for (const Entry& episode : record.entries(records::ResourceType::episode_of_care)) {
        if (episode.status == records::Status::cancelled ||
            episode.status == records::Status::entered_in_error) {
            continue;
        }
        const Element* const type = record.find(episode, ElementPath::registration_type);
        const Element* const end = record.find(episode, ElementPath::end);
        const bool is_regular = type == nullptr || static_cast<TextIndex>(type->value) == regular;
        Registration registration;
        registration.from = episode.when;
        if (end != nullptr) registration.until = PartialDateTime::from_bits(end->value);
        const bool ended =
            registration.until.has_value() || episode.status == records::Status::finished;
        if (ended) {
            registration.standing = is_regular ? RegistrationStanding::regular_ended
                                               : RegistrationStanding::other_ended;
        } else {
            registration.standing = is_regular ? RegistrationStanding::regular_current
                                               : RegistrationStanding::other_current;
        }
        if (is_stronger(registration, strongest)) strongest = registration;
    }
    return strongest;
}

std::optional<Home> home_of(std::span<const Claim> claims,
                            std::optional<records::PracticeIndex> home_before) {
    const Claim* best = nullptr;
    int current = 0;
    for (const Claim& claim : claims) {
        if (claim.registration.standing == RegistrationStanding::regular_current) ++current;
        if (best == nullptr || is_stronger(claim.registration, best->registration)) {
            best = &claim;
        } else if (!is_stronger(best->registration, claim.registration)) {
            // Nothing decides between the two.
            const bool stays = home_before == claim.practice;
            const bool is_first = home_before != best->practice && claim.practice < best->practice;
            if (stays || is_first) best = &claim;
        }
    }
    if (best == nullptr) return std::nullopt;
    return Home{best->practice, current > 1};
}

}  // namespace openpcn::persistence
