// Finds partners in a directory by what somebody types: the name of an organisation or service, a
// kind, a place, who may come.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "partners/partner.h"

namespace openpcn::partners {

struct DirectoryHit {
    std::size_t partner = 0;  // index into what was searched
    // The services that the words are about; all where they are about the organisation itself.
    std::vector<std::size_t> services;
};

// Every word must begin a word of the partner or of one of its services; letter case and
// punctuation do not matter. Services named so come first, then organisations, each by name. No
// words: everything, by name.
std::vector<DirectoryHit> search_directory(std::span<const Partner> partners,
                                           const Catalogue& catalogue, std::string_view words);

}  // namespace openpcn::partners
