// Files given as text, for tests of their readers. Only tests include it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "organisations/register_file.h"

namespace openpcn::organisations {

inline Result<FileFacts> read(const std::string& text, const std::string& name) {
    return read_register_file({name, text, std::nullopt, *Date::parse("2026-11-01")});
}

// With a date in its name for those that state none.
inline FileFacts facts_of(const std::string& text, const std::string& name = "file-2024-10.csv") {
    auto facts = read(text, name);
    EXPECT_TRUE(facts.has_value()) << (facts ? "" : to_string(facts.error()));
    return facts.value_or(FileFacts{});
}

}  // namespace openpcn::organisations
