// Which loaded files the register of a day rests on.
//
// Files that state dated intervals (networks and memberships of ePCN, the practice directory)
// answer for any day: the newest file of the day or before it, or, before the first file, the first
// one with the intervals that it states. Snapshots (the monthly mapping, list sizes) answer for
// their day and later only. Of the memberships and the mapping the newer one decides who is in
// which network. Pure; files whose changes still wait for review are not given to it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "organisations/register_file.h"

namespace openpcn::organisations {

enum class Review {
    accepted,
    waiting  // its changes wait for somebody's review
};

struct LoadedFile {
    std::int64_t id = 0;
    std::string name;
    FileKind kind = FileKind::networks;
    Date dated;
    Review review = Review::accepted;
    // How many facts of these two it has: an ePCN file may hold one or both.
    std::int64_t networks = 0;
    std::int64_t memberships = 0;
};

struct Basis {
    std::optional<LoadedFile> networks;
    std::optional<LoadedFile> memberships;
    std::optional<LoadedFile> mapping;  // decides where it is there
    std::optional<LoadedFile> directory;
    std::optional<LoadedFile> places;
    std::vector<LoadedFile> lists;  // of the day or before, oldest first

    // All of them, each once.
    std::vector<LoadedFile> files() const;
};

// Lists older than this before the newest one say nothing of the day any more.
inline constexpr int list_months_max = 12;

Basis choose_basis(std::span<const LoadedFile> files, Date as_at);

}  // namespace openpcn::organisations
