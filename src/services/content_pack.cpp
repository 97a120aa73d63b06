#include "services/content_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace openpcn::services {

namespace {

using nlohmann::json;

std::uint64_t fnv(std::uint64_t hash, std::string_view text) {
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3;
    }
    return hash;
}

std::string text_or_empty(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<PackFacts> parse_facts(std::string_view text) {
    const json object = json::parse(text, nullptr, false);
    PackFacts facts;
    if (object.is_object()) {
        facts.id = text_or_empty(object, "id");
        facts.version = text_or_empty(object, "version");
        facts.title = text_or_empty(object, "title");
        facts.territory = text_or_empty(object, "territory");
        facts.effective_from = text_or_empty(object, "effective_from");
        facts.effective_to = text_or_empty(object, "effective_to");
        facts.source = text_or_empty(object, "source");
        const json assurance = object.value("assurance", json::object());
        if (text_or_empty(assurance, "state") == "assured") facts.assurance = Assurance::assured;
        facts.assurance_statement = text_or_empty(assurance, "statement");
    }
    if (facts.id.empty() || facts.version.empty() || facts.effective_from.empty())
        return failure({ErrorKind::invalid, "The pack lacks id, version or effective_from.",
                        "In pack.json.", "Compare with docs/guides/rules.md, \"Packs\"."});
    return facts;
}

}  // namespace

std::string hash_text(std::string_view text) {
    return fmt::format("{:016x}", fnv(0xcbf29ce484222325, text));
}

Result<ContentPack> ContentPack::build(std::vector<ContentFile> files) {
    ContentPack pack;
    std::sort(files.begin(), files.end(),
              [](const ContentFile& a, const ContentFile& b) { return a.path < b.path; });
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const ContentFile& file : files) {
        hash = fnv(fnv(hash, file.path), std::string_view("\0", 1));
        hash = fnv(fnv(hash, file.text), std::string_view("\0", 1));
    }
    pack.hash_ = fmt::format("{:016x}", hash);
    pack.files_ = std::move(files);
    const std::string* facts = pack.text_of("pack.json");
    if (!facts)
        return failure({ErrorKind::not_found, "There is no pack.json.", "In the content directory.",
                        "Name the directory that holds pack.json with --content."});
    TRY_ASSIGN(pack.facts_, parse_facts(*facts));
    Error wrong{ErrorKind::invalid, "", "", ""};
    for (const ContentFile& file : pack.files_) {
        if (!file.path.ends_with("/worklist.json")) continue;
        auto worklist = parse_worklist_definition(file.text, file.path);
        if (worklist) {
            pack.worklists_.push_back(std::move(*worklist));
        } else {
            wrong.what += (wrong.what.empty() ? "" : "\n") + worklist.error().what;
            wrong.where = worklist.error().where;
            wrong.remedy = worklist.error().remedy;
        }
    }
    if (!wrong.what.empty()) return failure(std::move(wrong));
    return pack;
}

const WorklistDefinition* ContentPack::worklist(std::string_view id) const {
    const auto found =
        std::find_if(worklists_.begin(), worklists_.end(),
                     [&](const WorklistDefinition& worklist) { return worklist.id == id; });
    return found == worklists_.end() ? nullptr : &*found;
}

const std::string* ContentPack::text_of(std::string_view path) const {
    const auto found = std::find_if(files_.begin(), files_.end(),
                                    [&](const ContentFile& file) { return file.path == path; });
    return found == files_.end() ? nullptr : &found->text;
}

}  // namespace openpcn::services
