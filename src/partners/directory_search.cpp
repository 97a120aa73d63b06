#include "partners/directory_search.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace openpcn::partners {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128;
}

// Lower case, each word with one space before it: " citizens advice".
std::string in_words(std::string_view text) {
    std::string made;
    bool begins = true;
    for (const char original : text) {
        const char c = lower(original);
        if (original == '\'') continue;  // "women's" is found as "womens"
        if (!is_of_word(c)) {
            begins = true;
            continue;
        }
        if (begins) made += ' ';
        begins = false;
        made += c;
    }
    return made;
}

std::vector<std::string> split(const std::string& words) {
    std::vector<std::string> made;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find(' ', at + 1), words.size());
        made.push_back(words.substr(at, end - at));
        at = end;
    }
    return made;
}

bool has_all(const std::string& text, const std::vector<std::string>& words) {
    return std::ranges::all_of(
        words, [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

std::string text_of(const Partner& partner, const Catalogue& catalogue) {
    const PartnerKind* kind = catalogue.partner_kind(partner.kind);
    std::string text = in_words(partner.name) + in_words(partner.about) +
                       in_words(kind == nullptr ? partner.kind : kind->term.title);
    if (partner.code) text += in_words(partner.code->text());
    for (const Site& site : partner.sites)
        text += in_words(site.name) + in_words(site.address) + in_words(site.postcode);
    return text;
}

std::string text_of(const Service& service) {
    return in_words(service.name) + in_words(service.about) + in_words(service.eligibility) +
           in_words(service.place);
}

struct Ranked {
    DirectoryHit hit;
    int rank = 0;  // 0: a service of that name; 1: something of a service; 2: the organisation
};

}  // namespace

std::vector<DirectoryHit> search_directory(std::span<const Partner> partners,
                                           const Catalogue& catalogue, std::string_view words) {
    const std::vector<std::string> asked = split(in_words(words));
    std::vector<Ranked> found;
    for (std::size_t i = 0; i < partners.size(); ++i) {
        const Partner& partner = partners[i];
        const std::string own = text_of(partner, catalogue);
        Ranked ranked{{i, {}}, 2};
        for (std::size_t s = 0; s < partner.services.size(); ++s) {
            // A word of the organisation may go with words of its service: "age concern falls".
            const std::string service = text_of(partner.services[s]);
            if (asked.empty() || has_all(own, asked) || !has_all(own + service, asked)) continue;
            ranked.hit.services.push_back(s);
            const int rank = has_all(in_words(partner.services[s].name), asked) ? 0 : 1;
            ranked.rank = std::min(ranked.rank, rank);
        }
        if (ranked.hit.services.empty()) {
            if (!has_all(own, asked)) continue;
            ranked.hit.services.resize(partner.services.size());
            std::iota(ranked.hit.services.begin(), ranked.hit.services.end(), 0U);
        }
        found.push_back(std::move(ranked));
    }
    std::ranges::stable_sort(found, [&](const Ranked& a, const Ranked& b) {
        if (a.rank != b.rank) return a.rank < b.rank;
        return in_words(partners[a.hit.partner].name) < in_words(partners[b.hit.partner].name);
    });
    std::vector<DirectoryHit> hits;
    for (Ranked& ranked : found) hits.push_back(std::move(ranked.hit));
    return hits;
}

}  // namespace openpcn::partners
