#include "partners/partner_agreement.h"

#include <fmt/format.h>

#include <array>

namespace openpcn::partners {
namespace {

std::string days(int count) { return fmt::format("{} day{}", count, count == 1 ? "" : "s"); }

}  // namespace

Result<PartnerAgreement> read_partner_agreement(std::string_view json, const Catalogue& catalogue) {
    constexpr const char* where = "the agreement with a partner";
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, where, json_depth_max));
    std::optional<Error> error;
    agreement::JsonMembers all(parsed, "", where, error);
    PartnerAgreement made;
    made.title = all.text("title");
    made.kind = all.text("kind");
    if (find_term(catalogue.agreement_kinds, made.kind) == nullptr)
        all.refuse("kind", "a kind of agreement that the content names");
    made.partners = all.texts("partners");
    if (made.partners.empty()) all.refuse("partners", "at least one entry of the directory");
    made.parties = all.texts("parties");
    made.scope = all.text("scope");
    made.voting = all.optional_text("voting");
    made.document = all.optional_text("document");
    made.relies_on = all.optional_text("relies_on");
    made.time = read_time_span(all);
    made.review_on = all.optional_day("review_on");
    if (made.review_on && *made.review_on < made.time.from)
        all.refuse("review_on", "a day, not before \"from\"");
    all.end();
    return read_or_refused(std::move(made), error);
}

std::string_view name_of(ReviewState state) {
    constexpr std::array<std::string_view, 4> names{"none", "later", "due", "not_held"};
    return names[static_cast<std::size_t>(state)];
}

ReviewState review_state(const PartnerAgreement& agreement, Date day) {
    if (!agreement.time.holds_on(day)) return ReviewState::not_held;
    if (!agreement.review_on) return ReviewState::none;
    return *agreement.review_on <= day ? ReviewState::due : ReviewState::later;
}

std::string review_sentence(const PartnerAgreement& agreement, Date day) {
    switch (review_state(agreement, day)) {
        case ReviewState::not_held:
            return "";
        case ReviewState::none:
            return "No day is set for its review.";
        case ReviewState::later:
            return fmt::format("Review in {}.", days(agreement.review_on->days() - day.days()));
        case ReviewState::due:
            break;
    }
    const int late = day.days() - agreement.review_on->days();
    return late == 0 ? "Review is due today." : fmt::format("Review is {} late.", days(late));
}

}  // namespace openpcn::partners
