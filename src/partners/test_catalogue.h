// The catalogue as content has it, for the tests of this folder.
#pragma once

#include <fstream>
#include <sstream>

#include "partners/catalogue.h"

namespace openpcn::partners {

inline const Catalogue& test_catalogue() {
    static const Catalogue catalogue = [] {
        std::stringstream text;
        text << std::ifstream(std::string(OPENPCN_SOURCE_DIR) +
                              "/content/network_partners/2019-20.json")
                    .rdbuf();
        return parse_catalogue(text.str(), "2019-20.json").value();
    }();
    return catalogue;
}

inline Date day(std::string_view text) { return Date::parse(text).value(); }

}  // namespace openpcn::partners
