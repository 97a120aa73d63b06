// Finds networks and practices while somebody types: by name, code or postcode.
//
// Every word of the question must begin a word of the name, the code, or the postcode with or
// without its space. Codes first, then names that begin so, then the rest; open before closed, then
// by name. Immutable after it was made; threads may share it.
#pragma once

#include <string>
#include <vector>

#include "organisations/register_view.h"

namespace openpcn::organisations {

struct SearchHit {
    bool is_network = false;
    OdsCode code;
    std::string name;
    std::string postcode;
    std::string detail;  // a practice's network, a network's number of members
    bool is_current = true;
};

class RegisterSearch {
public:
    static constexpr std::size_t question_bytes_max = 200;

    explicit RegisterSearch(const RegisterView& view);
    // An empty question finds nothing.
    std::vector<SearchHit> find(std::string_view question, std::size_t limit) const;

private:
    struct Entry {
        SearchHit hit;
        std::string folded;  // " denshams surgery ts18 1hu ts181hu a81001"
        std::size_t code_at = 0;
    };
    std::vector<Entry> entries_;  // by currency, name and code
};

}  // namespace openpcn::organisations
