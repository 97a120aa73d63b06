// The register of England as JSON, for the API and `openpcn register --json` alike.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "organisations/register_search.h"
#include "organisations/register_view.h"
#include "persistence/register_load.h"

namespace openpcn::api {

nlohmann::ordered_json totals_json(const organisations::RegisterView& view);
nlohmann::ordered_json commissioner_json(const organisations::CommissionerEntry& entry);
nlohmann::ordered_json network_json(const organisations::RegisterView& view,
                                    const organisations::NetworkEntry& network);
// What anybody may know of a network, without signing in.
nlohmann::ordered_json public_network_json(const organisations::RegisterView& view,
                                           const organisations::NetworkEntry& network);
nlohmann::ordered_json practice_json(const organisations::RegisterView& view,
                                     const organisations::PracticeEntry& practice);
// The list of a practice by sex and five-year age band.
nlohmann::ordered_json bands_json(const std::vector<organisations::BandCount>& bands);
nlohmann::ordered_json hits_json(const std::vector<organisations::SearchHit>& hits);
nlohmann::ordered_json change_json(const persistence::ReviewedChange& change);

// What came of one file; at most so many of its rejected and doubtful lines.
nlohmann::ordered_json load_json(const persistence::FileOutcome& file, std::size_t lines_max);

// What the figures cannot say on this day, as sentences.
std::vector<std::string> notes_of(const organisations::RegisterView& view);

}  // namespace openpcn::api
