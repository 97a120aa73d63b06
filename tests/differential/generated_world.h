// The codes, value sets and records that generated libraries are asked about: few codes, so that
// they meet often, and every odd thing that a record may hold: no date, a year alone, a time with
// an offset, several codings, no code, no value, units that do not fit.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "population/records/record.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"
#include "population/terminology/value_set.h"
#include "random_choice.h"

namespace openpcn::differential {

inline constexpr int code_count = 12;
inline constexpr int value_set_count = 6;
// Of the libraries and the records.
inline constexpr std::string_view units[] = {"mg", "mm[Hg]", "kg", "year", "mo", "1"};

// "K7", "VS2": how libraries name them.
std::string code_name(int code);
std::string value_set_name(int value_set);
std::string value_set_url(int value_set);

struct World {
    ConceptDictionary concepts;
    TextPool texts;
    ValueSets value_sets;
};
World make_world(RandomChoice& random);

// A record of up to 60 entries. The world knows all its codes and texts.
std::vector<std::byte> make_record(RandomChoice& random, World& world, records::PersonId person);

// Every entry of a record on a line, for whoever repeats a failure.
std::string record_text(const records::PatientRecord& record, const World& world);

}  // namespace openpcn::differential
