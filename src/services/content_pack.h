// A content pack: the rules, value sets, worklists and figures of one territory and contract year,
// as read from content/, named by a hash of every byte.
//
// A pack is independent of any records; bind() (rule_plan.h) compiles it for the codes of a data
// directory. Reading collects every error of every file before it gives up. Immutable once built,
// so threads may share it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/worklist_definition.h"

namespace openpcn::services {

struct ContentFile {
    std::string path;  // relative to content/, with '/': "services/registers/registers.cql"
    std::string text;
};

enum class Assurance {
    not_assured,
    assured
};

struct PackFacts {
    std::string id;
    std::string version;
    std::string title;
    std::string territory;
    std::string effective_from;  // ISO dates
    std::string effective_to;    // empty: until replaced
    std::string source;
    Assurance assurance = Assurance::not_assured;
    std::string assurance_statement;  // shown wherever results are shown
};

class ContentPack {
public:
    // `invalid` with all that is wrong: pack.json, worklists. CQL is checked by bind().
    static Result<ContentPack> build(std::vector<ContentFile> files);

    const PackFacts& facts() const { return facts_; }
    // Of paths and texts in order of path: equal hashes, equal content.
    const std::string& hash() const { return hash_; }
    const std::vector<ContentFile>& files() const { return files_; }  // in order of path
    // In order of path.
    const std::vector<WorklistDefinition>& worklists() const { return worklists_; }
    const WorklistDefinition* worklist(std::string_view id) const;  // null if there is none
    // The text of a file, or null.
    const std::string* text_of(std::string_view path) const;

private:
    ContentPack() = default;
    PackFacts facts_;
    std::string hash_;
    std::vector<ContentFile> files_;
    std::vector<WorklistDefinition> worklists_;
};

// 64-bit FNV-1a as 16 hexadecimal digits: names content and runs; no defence against forgery.
std::string hash_text(std::string_view text);

}  // namespace openpcn::services
