#include "partners/catalogue.h"

#include <algorithm>

#include "partners/time_span.h"

namespace openpcn::partners {
namespace {

using agreement::JsonMembers;

bool fits_shape(std::string_view shape, std::string_view code) {
    if (shape.size() != code.size()) return false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const bool is_letter = code[i] >= 'A' && code[i] <= 'Z';
        const bool is_digit = code[i] >= '0' && code[i] <= '9';
        const bool fits = shape[i] == '@'   ? is_letter
                          : shape[i] == '#' ? is_digit
                          : shape[i] == '*' ? is_letter || is_digit
                                            : shape[i] == code[i];
        if (!fits) return false;
    }
    return true;
}

}  // namespace

Term read_term(JsonMembers& members) {
    return {members.text("id"), members.text("title"), members.text("source")};
}

std::vector<Term> read_terms(JsonMembers& all, const char* name) {
    std::vector<Term> terms;
    for (JsonMembers& each : all.objects(name)) {
        terms.push_back(read_term(each));
        each.end();
    }
    return terms;
}

const Term* find_term(const std::vector<Term>& terms, std::string_view id) {
    const auto found = std::ranges::find(terms, id, &Term::id);
    return found == terms.end() ? nullptr : &*found;
}

const PartnerKind* Catalogue::partner_kind(std::string_view name) const {
    const auto found =
        std::ranges::find_if(partner_kinds, [&](const auto& kind) { return kind.term.id == name; });
    return found == partner_kinds.end() ? nullptr : &*found;
}

const TeamKind* Catalogue::team_kind(std::string_view name) const {
    const auto found =
        std::ranges::find_if(team_kinds, [&](const auto& kind) { return kind.term.id == name; });
    return found == team_kinds.end() ? nullptr : &*found;
}

bool fits(const PartnerKind& kind, const OdsCode& code) {
    return kind.code_shapes.empty() ||
           std::ranges::any_of(kind.code_shapes, [&](const std::string& shape) {
               return fits_shape(shape, code.text());
           });
}

Result<Catalogue> parse_catalogue(std::string_view text, std::string_view file) {
    TRY_ASSIGN(const auto parsed, agreement::parse_object(text, file, json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", file, error);
    Catalogue made;
    made.id = all.text("id");
    made.effective_from = all.day("effective_from");
    made.assurance = all.text("assurance");
    for (JsonMembers& each : all.objects("partner_kinds")) {
        made.partner_kinds.push_back({read_term(each), each.texts("code_shapes")});
        each.end();
    }
    made.agreement_kinds = read_terms(all, "agreement_kinds");
    for (JsonMembers& each : all.objects("team_kinds")) {
        const Term term = read_term(each);
        made.team_kinds.push_back({term, each.optional_text("expected") == "yes"});
        each.end();
    }
    made.roles = read_terms(all, "roles");
    made.group_kinds = read_terms(all, "group_kinds");
    made.supplier_categories = read_terms(all, "supplier_categories");
    all.end();
    return read_or_refused(std::move(made), error);
}

}  // namespace openpcn::partners
