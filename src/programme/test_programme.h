// The content of 2019/20, for the tests of this folder.
#pragma once

#include <fstream>
#include <sstream>

#include "programme/programme_content.h"

namespace openpcn::programme {

inline const ProgrammeContent& test_content() {
    static const ProgrammeContent content = [] {
        std::stringstream text;
        text << std::ifstream(std::string(OPENPCN_SOURCE_DIR) +
                              "/content/network_programme/2019-20.json")
                    .rdbuf();
        return parse_programme_content(text.str(), "2019-20.json").value();
    }();
    return content;
}

inline Date day(std::string_view text) { return Date::parse(text).value(); }

}  // namespace openpcn::programme
