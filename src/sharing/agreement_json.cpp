#include "sharing/agreement_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace openpcn::sharing {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t line_bytes_max = 500;
constexpr std::size_t terms_bytes_max = 100'000;
constexpr std::size_t parties_max = 500;

// Reads the members of one object and remembers the first thing that is wrong.
class Members {
public:
    Members(const json& object, std::string place, std::initializer_list<const char*> known)
        : object_(object), place_(std::move(place)) {
        if (!object_.is_object()) {
            refuse("It must be a JSON object.", "");
            return;
        }
        for (const auto& [name, value] : object_.items()) {
            const bool is_known = std::any_of(known.begin(), known.end(),
                                              [&](const char* one) { return name == one; });
            if (!is_known) refuse("There is no such member.", name);
        }
    }

    bool has(const char* name) const {
        return object_.is_object() && object_.contains(name) && !object_.at(name).is_null();
    }
    std::string text(const char* name, std::size_t bytes_max = line_bytes_max) {
        if (!has(name) || !object_.at(name).is_string() ||
            object_.at(name).get_ref<const std::string&>().size() > bytes_max) {
            refuse(fmt::format("It must be a text of at most {} bytes.", bytes_max), name);
            return {};
        }
        return object_.at(name).get<std::string>();
    }
    // What a draft may still lack.
    std::string optional_text(const char* name, std::size_t bytes_max = line_bytes_max) {
        return has(name) ? text(name, bytes_max) : std::string();
    }
    Date day(const char* name) {
        const auto parsed = Date::parse(text(name));
        if (parsed) return *parsed;
        refuse("It must be a day such as 2026-03-31.", name);
        return {};
    }
    Instant instant(const char* name) {
        const auto parsed = Instant::parse(text(name));
        if (parsed) return *parsed;
        refuse("It must be a moment such as 2026-03-31T09:00:00Z.", name);
        return {};
    }
    OdsCode code(const char* name) {
        auto parsed = OdsCode::parse(text(name));
        if (parsed) return std::move(*parsed);
        refuse(parsed.error().what, name);
        return *OdsCode::parse("XXX");  // never leaves: the reader ends with the refusal
    }
    const json& list(const char* name) {
        static const json none = json::array();
        if (has(name) && object_.at(name).is_array() && object_.at(name).size() <= parties_max)
            return object_.at(name);
        refuse(fmt::format("It must be a list of at most {}.", parties_max), name);
        return none;
    }
    std::vector<OdsCode> codes(const char* name) {
        std::vector<OdsCode> read;
        for (const json& one : list(name)) {
            auto parsed = OdsCode::parse(one.is_string() ? one.get<std::string>() : "");
            if (!parsed)
                refuse(parsed.error().what, name);
            else if (std::find(read.begin(), read.end(), *parsed) != read.end())
                refuse(fmt::format("It names {} twice.", parsed->text()), name);
            else
                read.push_back(std::move(*parsed));
        }
        return read;
    }
    template <typename T>
    std::vector<T> names(const char* name, std::span<const T> all) {
        std::vector<T> read;
        for (const json& one : list(name)) {
            const auto found = std::find_if(all.begin(), all.end(), [&](T value) {
                return one.is_string() && one.get<std::string>() == name_of(value);
            });
            if (found != all.end())
                read.push_back(*found);
            else
                refuse(fmt::format("{} is none of those that can be shared.", one.dump()), name);
        }
        return read;
    }
    std::optional<Approval> approval(const char* name) {
        if (!has(name)) return std::nullopt;
        Members members(object_.at(name), place_ + "." + name, {"name", "on"});
        Approval approval{members.text("name"), members.day("on")};
        if (approval.name.empty()) members.refuse("It must say who approved.", "name");
        if (members.error_ && !error_) error_ = members.error_;
        return approval;
    }
    void refuse(std::string what, std::string_view name) {
        if (error_) return;
        error_ = {ErrorKind::invalid, std::move(what),
                  name.empty() ? place_ : fmt::format("{}.{}", place_, name),
                  "Correct it; docs/guides/data-sharing.md shows an agreement."};
    }
    const std::optional<Error>& error() const { return error_; }

private:
    const json& object_;
    std::string place_;
    std::optional<Error> error_;
};

ordered_json to_json(const Approval& approval) {
    return {{"name", approval.name}, {"on", approval.on.to_string()}};
}

Result<Signature> read_signature(const json& object, const std::string& where) {
    Members members(object, where, {"organisation", "text_hash", "name", "role", "how", "at"});
    Signature signature{
        members.code("organisation"),  members.text("text_hash"), members.text("name"),
        members.optional_text("role"), SignedHow::here,           members.instant("at")};
    const std::string how = members.text("how");
    if (how == "on_paper") signature.how = SignedHow::on_paper;
    if (how != "on_paper" && how != "here")
        members.refuse("It is \"here\" or \"on_paper\".", "how");
    if (members.error()) return failure(*members.error());
    return signature;
}

Result<Stop> read_stop(const json& object, const std::string& where) {
    Members members(object, where, {"organisation", "kind", "name", "reason", "at"});
    Stop stop{members.code("organisation"), StopKind::suspended, members.text("name"),
              members.optional_text("reason"), members.instant("at")};
    const auto kind = find_stop_kind(members.text("kind"));
    if (kind)
        stop.kind = *kind;
    else
        members.refuse("It is \"suspended\", \"resumed\" or \"ended\".", "kind");
    if (members.error()) return failure(*members.error());
    return stop;
}

}  // namespace

ordered_json to_json(const AgreementText& text) {
    ordered_json body{{"title", text.title}};
    body["disclosers"] = ordered_json::array();
    for (const OdsCode& code : text.disclosers) body["disclosers"].push_back(code.text());
    body["receivers"] = ordered_json::array();
    for (const OdsCode& code : text.receivers) body["receivers"].push_back(code.text());
    body["purposes"] = ordered_json::array();
    for (const Purpose purpose : text.purposes) body["purposes"].push_back(name_of(purpose));
    body["kinds"] = ordered_json::array();
    for (const DataKind kind : text.kinds) body["kinds"].push_back(name_of(kind));
    body["from"] = text.from.to_string();
    body["to"] = text.to.to_string();
    body["lawful_basis"] = text.lawful_basis;
    body["special_category"] = text.special_category;
    body["confidentiality"] = text.confidentiality;
    if (text.caldicott_guardian) body["caldicott_guardian"] = to_json(*text.caldicott_guardian);
    if (text.data_protection_officer)
        body["data_protection_officer"] = to_json(*text.data_protection_officer);
    if (text.review_on) body["review_on"] = text.review_on->to_string();
    body["terms"] = text.terms;
    return body;
}

ordered_json to_json(const SharingAgreement& agreement) {
    ordered_json body{{"text", to_json(agreement.text)}};
    body["signatures"] = ordered_json::array();
    for (const Signature& signature : agreement.signatures)
        body["signatures"].push_back(
            {{"organisation", signature.organisation.text()},
             {"text_hash", signature.text_hash},
             {"name", signature.name},
             {"role", signature.role},
             {"how", signature.how == SignedHow::here ? "here" : "on_paper"},
             {"at", signature.at.to_string()}});
    body["stops"] = ordered_json::array();
    for (const Stop& stop : agreement.stops)
        body["stops"].push_back({{"organisation", stop.organisation.text()},
                                 {"kind", name_of(stop.kind)},
                                 {"name", stop.name},
                                 {"reason", stop.reason},
                                 {"at", stop.at.to_string()}});
    return body;
}

Result<AgreementText> read_text(const json& object, std::string_view where) {
    Members members(object, std::string(where),
                    {"title", "disclosers", "receivers", "purposes", "kinds", "from", "to",
                     "lawful_basis", "special_category", "confidentiality", "caldicott_guardian",
                     "data_protection_officer", "review_on", "terms"});
    AgreementText text;
    text.title = members.text("title");
    if (text.title.empty()) members.refuse("It must not be empty.", "title");
    text.disclosers = members.codes("disclosers");
    text.receivers = members.codes("receivers");
    text.purposes = members.names("purposes", all_purposes());
    text.kinds = members.names("kinds", all_data_kinds());
    text.from = members.day("from");
    text.to = members.day("to");
    if (text.to < text.from) members.refuse("It lies before the first day.", "to");
    text.lawful_basis = members.optional_text("lawful_basis");
    text.special_category = members.optional_text("special_category");
    text.confidentiality = members.optional_text("confidentiality");
    text.caldicott_guardian = members.approval("caldicott_guardian");
    text.data_protection_officer = members.approval("data_protection_officer");
    if (members.has("review_on")) text.review_on = members.day("review_on");
    text.terms = members.optional_text("terms", terms_bytes_max);
    if (members.error()) return failure(*members.error());
    return text;
}

Result<SharingAgreement> parse_agreement(std::string_view text, std::string_view where) {
    const json parsed = json::parse(text, nullptr, false);
    Members members(parsed, std::string(where), {"text", "signatures", "stops"});
    const json& signatures = members.list("signatures");
    const json& stops = members.list("stops");
    if (members.error()) return failure(*members.error());
    SharingAgreement agreement;
    TRY_ASSIGN(agreement.text,
               read_text(parsed.value("text", json()), fmt::format("{}.text", where)));
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        TRY_ASSIGN(Signature signature,
                   read_signature(signatures[i], fmt::format("{}.signatures[{}]", where, i)));
        agreement.signatures.push_back(std::move(signature));
    }
    for (std::size_t i = 0; i < stops.size(); ++i) {
        TRY_ASSIGN(Stop stop, read_stop(stops[i], fmt::format("{}.stops[{}]", where, i)));
        agreement.stops.push_back(std::move(stop));
    }
    return agreement;
}

}  // namespace openpcn::sharing
