// An expected failure, as a value: its kind and three sentences.
//
// The command line, the API and the web pages all show the same three sentences. `what` names the
// wrong value unless it identifies a patient; identity never stands in an error.
#pragma once

#include <string>

namespace openpcn {

enum class ErrorKind {
    invalid,      // the input is wrong; the caller can mend it
    not_found,    // what was named does not exist
    conflict,     // somebody else changed it first, or it is there already
    forbidden,    // the caller may not
    unsupported,  // understood, but this program does not do it
    unavailable,  // try again later: busy, locked, disk full
    internal,     // our own fault
};

struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string what;    // what happened
    std::string where;   // file and line, library and expression, route and field
    std::string remedy;  // what the reader can do now
};

// The three sentences on up to three lines, as the command line prints them.
std::string to_string(const Error& error);

}  // namespace openpcn
