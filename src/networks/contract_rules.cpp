#include "networks/contract_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/content_of_day.h"
#include "base/day_in_words.h"

namespace openpcn::networks {
namespace {

using nlohmann::json;

// Reads members of an object and remembers the first that is wrong.
class Members {
public:
    Members(const json& object, std::string path, std::string_view file)
        : object_(object), path_(std::move(path)), file_(file) {}

    std::string text(const char* name) {
        const auto found = object_.find(name);
        if (found != object_.end() && found->is_string()) return found->get<std::string>();
        refuse(name, "a text");
        return {};
    }
    std::int64_t number(const char* name) {
        const auto found = object_.find(name);
        if (found != object_.end() && found->is_number_integer() && *found >= 0)
            return found->get<std::int64_t>();
        refuse(name, "a whole number");
        return 0;
    }
    Date day(const char* name) {
        const auto parsed = Date::parse(text(name));
        if (parsed) return *parsed;
        refuse(name, "a date");
        return {};
    }
    std::optional<Date> last_day(const char* name) {
        const auto found = object_.find(name);
        if (found == object_.end() || found->is_null()) return std::nullopt;
        return day(name);
    }
    Members object(const char* name) {
        static const json empty = json::object();
        const auto found = object_.find(name);
        const bool there = found != object_.end() && found->is_object();
        if (!there) refuse(name, "an object");
        Members members(there ? *found : empty, path_ + name + ".", file_);
        members.error_ = error_;
        return members;
    }
    void refuse(std::string_view name, std::string_view wanted) {
        if (error_) return;
        error_ = {ErrorKind::invalid, fmt::format("\"{}{}\" must be {}.", path_, name, wanted),
                  std::string(file_), "Mend the file; content/network_contract has an example."};
    }
    const std::optional<Error>& error() const { return error_; }

private:
    const json& object_;
    std::string path_;
    std::string_view file_;
    std::optional<Error> error_;
};

}  // namespace

Result<ContractRules> parse_contract_rules(std::string_view text, std::string_view file) {
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object()) {
        return failure({ErrorKind::invalid, "The rules of a network contract are no JSON object.",
                        std::string(file), "Mend the file."});
    }
    ContractRules rules;
    Members all(parsed, "", file);
    rules.id = all.text("id");
    rules.title = all.text("title");
    rules.effective_from = all.day("effective_from");
    rules.effective_to = all.last_day("effective_to");
    Members assurance = all.object("assurance");
    rules.assurance = assurance.text("statement");
    Members size = assurance.error() ? assurance : all.object("size");
    rules.size = {size.number("least"), size.number("most"), size.text("clause"),
                  size.text("below"),   size.text("above"),  size.text("source")};
    if (rules.size.most < rules.size.least) size.refuse("most", "at least \"least\"");
    Members coverage = size.error() ? size : all.object("coverage");
    rules.coverage = {static_cast<int>(coverage.number("percent")), coverage.day("by"),
                      coverage.text("clause"), coverage.text("source")};
    if (coverage.error()) return failure(*coverage.error());
    if (!parsed.contains("area")) return rules;
    Members area = all.object("area");
    rules.area = {area.text("overlap"),
                  area.text("gap"),
                  area.text("contiguous"),
                  area.text("sites_inside"),
                  area.text("within_commissioner"),
                  area.text("residents_outside"),
                  area.text("source")};
    if (area.error()) return failure(*area.error());
    return rules;
}

RulesOfDay rules_on(std::span<const ContractRules> all, Date day) {
    const ContractRules* found = content_on(all, day);
    if (found == nullptr) return {};
    if (day < found->effective_from)
        return {found, fmt::format("The rules are of the {}, which begins on {}.", found->title,
                                   day_in_words(found->effective_from))};
    if (!found->effective_to || day <= *found->effective_to) return {found, ""};
    return {found, fmt::format("The rules are of the {}, which ended on {}: no later ones are "
                               "in the content.",
                               found->title, day_in_words(*found->effective_to))};
}

}  // namespace openpcn::networks
