// The units and prefixes that ucum.h knows, each defined by others.
//
// Codes and definitions follow UCUM, (c) Regenstrief Institute, Inc. and The UCUM Organization; see
// NOTICE.md. Left out are units of typesetting and of old trades that no health record uses.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace openpcn::ucum {

// Whether prefixes may stand before it: "mg", but no milli-feet.
enum class Prefixes : std::uint8_t {
    none,
    metric
};

struct UnitRow {
    std::string_view code;
    Prefixes prefixes;
    // "2.54 cm": a number and a code; "base" for a base unit; "arbitrary" for one that converts to
    // no other; "special" for scales that do not begin at zero or are logarithms.
    std::string_view definition;
};

struct PrefixRow {
    std::string_view code;
    std::string_view factor;
};

std::span<const UnitRow> unit_rows();
std::span<const PrefixRow> prefix_rows();

}  // namespace openpcn::ucum
