// A file of the official CQL tests (cqframework/cql-tests, testSchema.xsd): expressions with the
// value they must give.
//
// Reads the part of XML that such files use: elements, attributes, comments, character references
// and CDATA; no document type, no namespaces. Capabilities and notes are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn::cql {

struct SuiteTest {
    std::string group;
    std::string name;
    std::string expression;
    // An expression that must fail: anywhere, when compiled, or when parsed.
    enum class Invalid {
        no,
        anywhere,
        compiling,
        parsing
    };
    Invalid invalid = Invalid::no;
    std::vector<std::string> outputs;  // as CQL; none where the test gives no value
    int line = 0;                      // of the test element, from 1
};

struct SuiteFile {
    std::string name;
    std::vector<SuiteTest> tests;
};

// `invalid` with file and line where the text is not such a file.
Result<SuiteFile> parse_suite_file(std::string_view text, std::string_view file);

}  // namespace openpcn::cql
