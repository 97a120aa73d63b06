#include "organisations/basis.h"

#include <algorithm>

namespace openpcn::organisations {
namespace {

// Reissued files of one day: the one loaded last.
bool is_older(const LoadedFile& a, const LoadedFile& b) {
    return a.dated != b.dated ? a.dated < b.dated : a.id < b.id;
}

enum class Outside {
    answers,  // the first file also answers for days before it
    silent
};

template <typename Fits>
std::optional<LoadedFile> newest(std::span<const LoadedFile> files, Date as_at, Outside outside,
                                 Fits fits) {
    const LoadedFile* before = nullptr;
    const LoadedFile* after = nullptr;
    for (const LoadedFile& file : files) {
        if (!fits(file)) continue;
        if (file.dated <= as_at) {
            if (before == nullptr || is_older(*before, file)) before = &file;
        } else if (after == nullptr || is_older(file, *after)) {
            after = &file;
        }
    }
    if (before != nullptr) return *before;
    if (after != nullptr && outside == Outside::answers) return *after;
    return std::nullopt;
}

}  // namespace

std::vector<LoadedFile> Basis::files() const {
    std::vector<LoadedFile> all = lists;
    for (const auto* file : {&networks, &memberships, &mapping, &directory, &places})
        if (*file) all.push_back(**file);
    std::sort(all.begin(), all.end(),
              [](const LoadedFile& a, const LoadedFile& b) { return a.id < b.id; });
    all.erase(std::unique(all.begin(), all.end(),
                          [](const LoadedFile& a, const LoadedFile& b) { return a.id == b.id; }),
              all.end());
    return all;
}

Basis choose_basis(std::span<const LoadedFile> files, Date as_at) {
    Basis basis;
    basis.networks = newest(files, as_at, Outside::answers,
                            [](const LoadedFile& file) { return file.networks > 0; });
    basis.memberships = newest(files, as_at, Outside::answers,
                               [](const LoadedFile& file) { return file.memberships > 0; });
    const auto of_kind = [](FileKind kind) {
        return [kind](const LoadedFile& file) { return file.kind == kind; };
    };
    basis.mapping = newest(files, as_at, Outside::silent, of_kind(FileKind::practice_mapping));
    if (basis.mapping && basis.memberships && basis.memberships->dated <= as_at &&
        basis.mapping->dated < basis.memberships->dated) {
        basis.mapping.reset();
    }
    basis.directory = newest(files, as_at, Outside::answers, of_kind(FileKind::practice_directory));
    basis.places = newest(files, as_at, Outside::answers, of_kind(FileKind::places));
    for (const LoadedFile& file : files) {
        if (file.kind == FileKind::list_sizes && file.dated <= as_at) basis.lists.push_back(file);
    }
    std::sort(basis.lists.begin(), basis.lists.end(), is_older);
    if (!basis.lists.empty()) {
        const Date oldest = basis.lists.back().dated.plus_months(-list_months_max);
        std::erase_if(basis.lists, [&](const LoadedFile& file) { return file.dated < oldest; });
    }
    return basis;
}

}  // namespace openpcn::organisations
