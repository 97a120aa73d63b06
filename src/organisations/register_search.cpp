#include "organisations/register_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace openpcn::organisations {
namespace {

// Lower case; a run of anything but letters and digits is one space, an apostrophe is nothing.
std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool plain = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                           static_cast<unsigned char>(c) >= 0x80;
        if (plain) {
            out.push_back(upper ? static_cast<char>(c | 0x20) : c);
        } else if (c != '\'' && !out.empty() && out.back() != ' ') {
            out.push_back(' ');
        }
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string without_space(std::string_view text) {
    std::string out(text);
    std::erase(out, ' ');
    return out;
}

std::vector<std::string> words_of(std::string_view question) {
    std::vector<std::string> words;
    const std::string text = folded(question);
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find(' ', at), text.size());
        words.push_back(" " + text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

}  // namespace

RegisterSearch::RegisterSearch(const RegisterView& view) {
    const auto add = [&](SearchHit hit) {
        Entry entry{std::move(hit), {}, 0};
        const std::string postcode = folded(entry.hit.postcode);
        entry.folded =
            fmt::format(" {} {} {}", folded(entry.hit.name), postcode, without_space(postcode));
        entry.code_at = entry.folded.size();
        entry.folded += " " + folded(entry.hit.code.text());
        entries_.push_back(std::move(entry));
    };
    for (const auto& [code, network] : view.networks()) {
        add({true, code, network.name, network.postcode,
             network.is_open ? fmt::format("{} practice{}", network.members.size(),
                                           network.members.size() == 1 ? "" : "s")
                             : std::string("closed"),
             network.is_open});
    }
    for (const auto& [code, practice] : view.practices()) {
        std::string detail;
        if (practice.network) {
            const auto home = view.networks().find(*practice.network);
            if (home != view.networks().end()) detail = home->second.name;
        } else if (practice.standing == Standing::unallocated) {
            detail = "in no network";
        }
        add({false, code, practice.name, practice.postcode, std::move(detail),
             practice.standing != Standing::not_counted});
    }
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        return std::tie(b.hit.is_current, a.hit.name, a.hit.code) <
               std::tie(a.hit.is_current, b.hit.name, b.hit.code);
    });
}

std::vector<SearchHit> RegisterSearch::find(std::string_view question, std::size_t limit) const {
    const auto words = words_of(question.substr(0, question_bytes_max));
    if (words.empty()) return {};
    const std::string whole = " " + folded(question.substr(0, question_bytes_max));
    // Three classes in one pass: the code begins so, the name begins so, the rest.
    std::vector<const Entry*> found[3];
    for (const Entry& entry : entries_) {
        const bool fits = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
            return entry.folded.find(word) != std::string::npos;
        });
        if (!fits) continue;
        const bool is_code = entry.folded.compare(entry.code_at, words[0].size(), words[0]) == 0 &&
                             words.size() == 1;
        found[is_code ? 0 : entry.folded.starts_with(whole) ? 1 : 2].push_back(&entry);
        if (found[0].size() >= limit) break;
    }
    std::vector<SearchHit> hits;
    for (const auto& class_of_hits : found) {
        for (const Entry* entry : class_of_hits) {
            if (hits.size() == limit) return hits;
            hits.push_back(entry->hit);
        }
    }
    return hits;
}

}  // namespace openpcn::organisations
