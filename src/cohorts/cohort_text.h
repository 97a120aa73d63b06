// A text that says whom a cohort holds, in one of three forms, made into a CQL library.
//
// A whole library stands as it is. Definitions and single expressions get a head: `using FHIR`, an
// include for each library of the content that they name, and the content's value sets. Places
// always refer to the text as it was written. Text from outside: any bytes may come.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cohorts/surroundings.h"

namespace openpcn::cohorts {

enum class TextForm {
    library,
    definitions,
    expression
};
std::string_view to_text(TextForm form);

// Lines and columns from 1; columns count UTF-16 code units, as editors do. The end is the place
// after the last character.
struct TextPlace {
    int line = 1;
    int column = 1;
    int end_line = 1;
    int end_column = 1;
};

// What is wrong with a text, for an editor to show.
struct Mistake {
    TextPlace place;
    std::string message;
    std::string source_line;
    std::vector<std::string> near;  // names that may have been meant, nearest first
    std::string file;               // of the content; empty: in the text itself
};

inline constexpr std::size_t text_bytes_max = 64 * 1024;
// The library that a head makes, and the definition that an expression becomes.
inline constexpr std::string_view cohort_library = "Cohort";

struct CohortText {
    TextForm form = TextForm::expression;
    std::string written;
    cql::LibrarySource source;  // head, text, and what was added after it
    std::size_t begin = 0;      // of the text within the source
    cql::syntax::Library tree;  // of the source as far as it could be read
    std::vector<cql::Diagnostic> unreadable;

    // The stretch of the source as it was written.
    std::string_view slice(cql::Span span) const;
    TextPlace place(cql::Span span) const;
    bool holds(cql::Span span) const;  // not of head or addition
    Mistake mistake(const cql::Diagnostic& diagnostic) const;
};

// `written` is at most text_bytes_max long.
CohortText read_cohort_text(std::string written, const Surroundings& surroundings);

// The `and` clauses of a definition, in the order of evaluation; itself alone where it is no
// conjunction. A definition that only names another one of the text has that one's clauses.
std::vector<cql::Span> clauses_of(const CohortText& text, std::string_view definition);

}  // namespace openpcn::cohorts
