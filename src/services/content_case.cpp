#include "services/content_case.h"

#include <array>
#include <charconv>
#include <utility>

namespace openpcn::services {

namespace {

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
    Words words;
    std::size_t at = 0;
    while (at < line.size()) {
        const std::size_t begin = line.find_first_not_of(" \t\r", at);
        if (begin == std::string_view::npos) break;
        const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
        words.push_back(line.substr(begin, end - begin));
        at = end;
    }
    return words;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

constexpr std::array<std::pair<std::string_view, CaseEntryKind>, 8> entry_words{{
    {"diagnosis", CaseEntryKind::diagnosis},
    {"observation", CaseEntryKind::observation},
    {"procedure", CaseEntryKind::procedure},
    {"repeat", CaseEntryKind::repeat},
    {"issue", CaseEntryKind::issue},
    {"encounter", CaseEntryKind::encounter},
    {"allergy", CaseEntryKind::allergy},
    {"panel", CaseEntryKind::panel},
}};

const CaseEntryKind* entry_kind(std::string_view word) {
    for (const auto& [name, kind] : entry_words)
        if (name == word) return &kind;
    return nullptr;
}

Result<records::Sex> parse_sex(std::string_view word) {
    if (word == "male") return records::Sex::male;
    if (word == "female") return records::Sex::female;
    if (word == "other") return records::Sex::other;
    if (word == "unknown") return records::Sex::unknown;
    return failure({ErrorKind::invalid, "\"" + std::string(word) + "\" is no sex.", "",
                    "Write male, female, other or unknown."});
}

class CaseParser {
public:
    explicit CaseParser(std::string_view path) : path_(path) {}

    Result<std::vector<ContentCase>> parse(std::string_view text) {
        std::size_t at = 0;
        while (at < text.size()) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            ++line_;
            auto done = parse_line(text.substr(at, end - at));
            if (!done) return failure(located(std::move(done.error())));
            at = end + 1;
        }
        return std::move(cases_);
    }

private:
    Error located(Error error) const {
        error.where = path_ + ", line " + std::to_string(line_) + ".";
        if (error.remedy.empty()) error.remedy = "Compare with docs/guides/rules.md, \"Cases\".";
        return error;
    }

    static Error wrong(std::string what) { return {ErrorKind::invalid, std::move(what), "", ""}; }

    Result<void> parse_line(std::string_view line) {
        const std::string_view content = trimmed(line);
        if (content.empty() || content.front() == '#') return {};
        if (content.starts_with("-> ")) return parse_expectation(content.substr(3));
        const Words words = words_of(content);
        if (words[0] == "library" && words.size() == 2) {
            library_ = words[1];
            return {};
        }
        if (words[0] == "as" && words.size() == 3) {
            TRY_ASSIGN(as_at_, Date::parse(words[2]));
            if (!cases_.empty()) cases_.back().as_at = as_at_;
            return {};
        }
        if (words[0] == "case") {
            cases_.emplace_back();
            cases_.back().path = path_;
            cases_.back().line = line_;
            cases_.back().as_at = as_at_;
            cases_.back().name = trimmed(content.substr(4));
            return {};
        }
        if (cases_.empty()) return failure(wrong("A line stands before the first case"));
        return parse_fact(words);
    }

    Result<void> parse_fact(const Words& words) {
        ContentCase& current = cases_.back();
        if (const CaseEntryKind* kind = entry_kind(words[0])) return parse_entry(*kind, words);
        if (words[0] == "born" && words.size() == 3) {
            TRY_ASSIGN(current.birth, date(words[1]));
            TRY_ASSIGN(current.sex, parse_sex(words[2]));
            return {};
        }
        if (words[0] == "died" && words.size() == 2) {
            TRY_ASSIGN(current.death, date(words[1]));
            return {};
        }
        if (words[0] == "registered") return parse_registration(words);
        return failure(wrong("\"" + std::string(words[0]) +
                             "\" begins no line of a case, or words are "
                             "missing"));
    }

    Result<void> parse_registration(const Words& words) {
        ContentCase& current = cases_.back();
        current.registration = CaseRegistration::given;
        for (std::size_t i = 1; i < words.size(); ++i) {
            if (words[i] == "unknown") {
                current.registration = CaseRegistration::unknown_period;
            } else if (words[i] == "nowhere") {
                current.registration = CaseRegistration::none;
            } else if (words[i].starts_with("type=")) {
                current.registration_type = words[i].substr(5);
            } else if (words[i] == "to" && i + 1 < words.size()) {
                TRY_ASSIGN(current.registered_to, date(words[++i]));
            } else {
                TRY_ASSIGN(current.registered_from, date(words[i]));
            }
        }
        return {};
    }

    Result<void> parse_entry(CaseEntryKind kind, const Words& words) {
        CaseEntry entry;
        entry.kind = kind;
        entry.line = line_;
        std::size_t next = 1;
        if (kind != CaseEntryKind::panel && next < words.size()) entry.concept_text = words[next++];
        if (next >= words.size()) return failure(wrong("The entry has no date"));
        TRY_ASSIGN(entry.when, date(words[next++]));
        if (kind == CaseEntryKind::panel) {
            TRY(parse_panel(next < words.size() ? words[next++] : "", entry));
        }
        for (; next < words.size(); ++next) TRY(parse_detail(words[next], entry));
        cases_.back().entries.push_back(std::move(entry));
        return {};
    }

    static Result<void> parse_panel(std::string_view reading, CaseEntry& entry) {
        const std::size_t slash = reading.find('/');
        if (slash == std::string_view::npos)
            return failure(wrong("A panel needs a reading such as 140/90"));
        TRY_ASSIGN(entry.value, Decimal::parse(reading.substr(0, slash)));
        TRY_ASSIGN(entry.second, Decimal::parse(reading.substr(slash + 1)));
        entry.unit = "mm[Hg]";
        return {};
    }

    Result<void> parse_detail(std::string_view word, CaseEntry& entry) {
        if (word.starts_with("end=")) {
            TRY_ASSIGN(entry.end, date(word.substr(4)));
        } else if (word.starts_with("status=")) {
            entry.status = word.substr(7);
        } else if (word.starts_with("comparator=")) {
            entry.comparator = word.substr(11);
        } else if (!entry.value) {
            TRY_ASSIGN(entry.value, Decimal::parse(word));
        } else {
            entry.unit = word;
        }
        return {};
    }

    // Names of definitions hold colons; values do not.
    Result<void> parse_expectation(std::string_view text) {
        if (cases_.empty()) return failure(wrong("An answer stands before the first case"));
        const std::size_t colon = text.rfind(": ");
        if (colon == std::string_view::npos)
            return failure(wrong("An answer needs \": \" and what is expected"));
        CaseExpectation expectation;
        expectation.line = line_;
        expectation.expected = trimmed(text.substr(colon + 2));
        expectation.definition = qualified(trimmed(text.substr(0, colon)));
        cases_.back().expectations.push_back(std::move(expectation));
        return {};
    }

    // "Registers.Obesity register" names a library; "Obesity register" is of the file's library. A
    // library's name is one word.
    std::string qualified(std::string_view name) const {
        const std::size_t dot = name.find('.');
        if (dot != std::string_view::npos && name.find(' ') > dot) return std::string(name);
        return library_ + "." + std::string(name);
    }

    Result<PartialDateTime> date(std::string_view text) const {
        return parse_case_date(text, cases_.back().as_at);
    }

    std::string path_;
    std::string library_;
    Date as_at_;
    int line_ = 0;
    std::vector<ContentCase> cases_;
};

}  // namespace

Result<PartialDateTime> parse_case_date(std::string_view text, Date as_at) {
    if (!text.starts_with('T')) return PartialDateTime::parse(text);
    Date date = as_at;
    std::size_t at = 1;
    while (at < text.size()) {
        const int sign = text[at] == '-' ? -1 : 1;
        int amount = 0;
        const auto [end, error] =
            std::from_chars(text.data() + at + 1, text.data() + text.size(), amount);
        at = static_cast<std::size_t>(end - text.data());
        if (error != std::errc() || at >= text.size())
            return failure({ErrorKind::invalid, "\"" + std::string(text) + "\" is no date.", "",
                            "Write 2020-03-31, or T-3m relative to the as-at date."});
        const char unit = text[at++];
        if (unit == 'd') date = date.plus_days(sign * amount);
        if (unit == 'w') date = date.plus_days(sign * amount * 7);
        if (unit == 'm') date = date.plus_months(sign * amount);
        if (unit == 'y') date = date.plus_months(sign * amount * 12);
        if (std::string_view("dwmy").find(unit) == std::string_view::npos)
            return failure({ErrorKind::invalid, "\"" + std::string(text) + "\" is no date.", "",
                            "Use d, w, m or y for days, weeks, months or years."});
    }
    return PartialDateTime::from_date(date);
}

Result<std::vector<ContentCase>> parse_cases(std::string_view text, std::string_view path) {
    return CaseParser(path).parse(text);
}

}  // namespace openpcn::services
