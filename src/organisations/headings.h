// The headings of a published table, found whatever their case, spacing, line breaks and era.
//
// "Practice to PCN\nRelationship Start Date " is practice_to_pcn_relationship_start_date. Clinical
// commissioning groups became sub-ICB locations in July 2022 and kept their codes, so "CCG Code",
// "Clinical Commissioning Group Code", "Sub ICB Loc Code" and "SUB_ICB_LOCATION_CODE" are all
// sub_icb_code here.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openpcn::organisations {

std::string normalised_heading(std::string_view heading);

// The year that names of areas carry: 2022 for "sicbl22_code" and "LSOA22CD".
std::optional<int> vintage_of(std::string_view heading);

class Headings {
public:
    explicit Headings(std::span<const std::string_view> cells);

    // The column of the first of these names that is there.
    std::optional<std::size_t> find(std::initializer_list<std::string_view> names) const;
    // The column whose name begins and ends so, as in sicbl22_code_h; the first one.
    std::optional<std::size_t> find_between(std::string_view begin, std::string_view end) const;
    bool has(std::initializer_list<std::string_view> names) const {
        return find(names).has_value();
    }
    const std::vector<std::string>& names() const { return names_; }
    // As they stand in the file, for messages.
    const std::string& original(std::size_t column) const { return originals_[column]; }

private:
    std::vector<std::string> names_;
    std::vector<std::string> originals_;
};

}  // namespace openpcn::organisations
