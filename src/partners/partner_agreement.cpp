#include "partners/partner_agreement.h"

#include "partners/review.h"

namespace openpcn::partners {
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
    made.review_on = read_review_day(all, made.time);
    all.end();
    return read_or_refused(std::move(made), error);
}

}  // namespace openpcn::partners
