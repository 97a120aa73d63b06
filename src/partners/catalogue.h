// The words that partners, teams and suppliers are described with: kinds and roles, as
// content/network_partners says them, each with its source.
//
// An immutable value, safe to share. Lists may be added to in content without a change here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"
#include "base/result.h"

namespace openpcn::agreement {
class JsonMembers;
}

namespace openpcn::partners {

struct Term {
    std::string id;     // stands in papers
    std::string title;  // for people
    std::string source;
};

struct PartnerKind {
    Term term;
    // What its ODS codes look like: @ a letter, # a digit, * either, anything else itself. Empty:
    // any ODS code will do.
    std::vector<std::string> code_shapes;
};

struct TeamKind {
    Term term;
    bool is_expected = false;  // every network should have one: the coverage check asks for it
};

struct Catalogue {
    std::string id;
    Date effective_from;
    std::string assurance;
    std::vector<PartnerKind> partner_kinds;
    std::vector<Term> agreement_kinds;
    std::vector<TeamKind> team_kinds;
    std::vector<Term> roles;  // of an expanded neighbourhood team
    std::vector<Term> group_kinds;
    std::vector<Term> supplier_categories;

    const PartnerKind* partner_kind(std::string_view name) const;
    const TeamKind* team_kind(std::string_view name) const;
};

// Null where the list has none of that id.
// Of content: objects with id, title and source. `read_term` leaves the rest of its object to be
// read.
Term read_term(agreement::JsonMembers& members);
std::vector<Term> read_terms(agreement::JsonMembers& all, const char* name);
const Term* find_term(const std::vector<Term>& terms, std::string_view id);

// `file` names the text in errors. `invalid`, naming the member that is missing or wrong.
Result<Catalogue> parse_catalogue(std::string_view text, std::string_view file);

// Whether a code looks as codes of the kind do.
bool fits(const PartnerKind& kind, const OdsCode& code);

}  // namespace openpcn::partners
