#include "population/measures/measure_bundle.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "population/cql/parser.h"
#include "population/measures/measure_json.h"

namespace openpcn::measures {

using nlohmann::json;

namespace {

Error problem(std::string_view file, std::string what, std::string remedy) {
    return {ErrorKind::invalid, std::move(what), fmt::format("In {}.", file), std::move(remedy)};
}

std::string_view without_version(std::string_view canonical) {
    return canonical.substr(0, canonical.find('|'));
}

Result<std::string> decoded(std::string_view base64, std::string_view file,
                            std::string_view library) {
    std::string text(base64.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), base64.data(),
                          base64.size(), " \n\r\t", &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        return failure(
            problem(file, fmt::format("The CQL of library {} is not base64.", library),
                    "Export the bundle again; the data of a content with text/cql is base64."));
    }
    text.resize(size);
    return text;
}

// The library's CQL; nothing where it has none (ModelInfo).
Result<void> add_library(const json& resource, std::string_view file, const BundleLimits& limits,
                         MeasureBundle& bundle) {
    const std::string name = text_of(resource, "name");
    const auto contents = resource.find("content");
    if (contents == resource.end() || !contents->is_array()) return {};
    for (const json& content : *contents) {
        if (text_of(content, "contentType") != "text/cql") continue;
        const std::string data = text_of(content, "data");
        if (data.size() / 4 * 3 > limits.library_bytes_max ||
            bundle.libraries.size() >= limits.libraries_max) {
            return failure(
                problem(file, fmt::format("Library {} is too large, or there are too many.", name),
                        fmt::format("At most {} libraries of {} bytes each are read.",
                                    limits.libraries_max, limits.library_bytes_max)));
        }
        TRY_ASSIGN(auto text, decoded(data, file, name));
        bundle.libraries.push_back(
            {name.empty() ? text_of(resource, "url") : name, std::move(text)});
        return {};
    }
    return {};
}

void add_codes(const json& contains, ValueSet& set) {
    if (!contains.is_array()) return;
    for (const json& item : contains) {
        std::string code = text_of(item, "code");
        if (!code.empty() && !item.value("abstract", false))
            set.codes.push_back({text_of(item, "system"), std::move(code), ""});
        if (item.contains("contains")) add_codes(item["contains"], set);
    }
}

// The expansion, or the codes that the definition lists where there is none.
ValueSet value_set_of(const json& resource) {
    ValueSet set;
    set.url = text_of(resource, "url");
    set.name = text_of(resource, "title");
    if (set.name.empty()) set.name = text_of(resource, "name");
    set.version = text_of(resource, "version");
    if (const auto expansion = resource.find("expansion");
        expansion != resource.end() && expansion->is_object() && expansion->contains("contains")) {
        add_codes((*expansion)["contains"], set);
        return set;
    }
    const auto compose = resource.find("compose");
    if (compose == resource.end() || !compose->is_object() || !compose->contains("include"))
        return set;
    for (const json& include : (*compose)["include"]) {
        if (!include.is_object() || !include.contains("concept")) continue;
        for (const json& item : include["concept"])
            set.codes.push_back({text_of(include, "system"), text_of(item, "code"), ""});
    }
    return set;
}

// The library that Measure.library names, else the one of the measure's name, else the only one.
Result<std::size_t> main_library(const MeasureBundle& bundle, const json& resources,
                                 std::string_view file) {
    std::vector<std::string> wanted;
    for (const std::string& canonical : bundle.measure.libraries) {
        const std::string_view url = without_version(canonical);
        for (const json& resource : resources) {
            if (text_of(resource, "resourceType") == "Library" && text_of(resource, "url") == url)
                wanted.push_back(text_of(resource, "name"));
        }
        wanted.emplace_back(url.substr(url.rfind('/') + 1));
    }
    wanted.push_back(bundle.measure.name);
    for (const std::string& name : wanted) {
        const auto found = std::ranges::find(bundle.libraries, name, &cql::LibrarySource::file);
        if (found != bundle.libraries.end())
            return static_cast<std::size_t>(found - bundle.libraries.begin());
    }
    if (bundle.libraries.size() == 1) return std::size_t{0};
    return failure(problem(
        file,
        fmt::format("The bundle has no CQL for library {} of measure {}.",
                    wanted.empty() ? "?" : wanted.front(), bundle.measure.name),
        "Add the Library resource with a content of type text/cql; ELM alone is not read."));
}

Result<json> read_bundle(std::string_view text, std::string_view file, const BundleLimits& limits) {
    if (text.size() > limits.bytes_max) {
        return failure(problem(file, "The measure bundle is too large.",
                               fmt::format("At most {} bytes are read.", limits.bytes_max)));
    }
    json root;
    try {
        // Numbers and nesting come from outside: the parser limits depth by its own stack of
        // states.
        root = json::parse(text);
    } catch (const json::parse_error& error) {
        return failure(problem(file, fmt::format("This is not JSON: byte {}.", error.byte),
                               "Give the FHIR Bundle of a measure as JSON."));
    }
    if (text_of(root, "resourceType") != "Bundle" || !root.contains("entry") ||
        !root["entry"].is_array()) {
        return failure(problem(file, "This is not a FHIR Bundle with entries.",
                               "Give the Bundle that holds the Measure, its libraries and value "
                               "sets."));
    }
    json resources = json::array();
    for (json& entry : root["entry"]) {
        if (entry.is_object() && entry.contains("resource") && entry["resource"].is_object())
            resources.push_back(std::move(entry["resource"]));
    }
    return resources;
}

// The one measure of the bundle, or the one that is named.
Result<Measure> choose_measure(const json& resources, std::string_view file,
                               std::string_view named) {
    std::vector<const json*> measures;
    std::string names;
    for (const json& resource : resources) {
        if (text_of(resource, "resourceType") != "Measure") continue;
        names += (names.empty() ? "" : ", ") + text_of(resource, "name");
        if (named.empty() || text_of(resource, "name") == named ||
            text_of(resource, "id") == named || text_of(resource, "url") == named)
            measures.push_back(&resource);
    }
    if (measures.size() == 1) return measure_of(*measures[0], file);
    if (names.empty()) {
        return failure(problem(file, "The bundle has no Measure.",
                               "Give the Bundle that holds the Measure resource."));
    }
    return failure(problem(file, fmt::format("The bundle has the measures {}.", names),
                           "Name one of them with --measure."));
}

}  // namespace

static Result<MeasureBundle> parsed(std::string_view text, std::string_view file,
                                    std::string_view measure, const BundleLimits& limits) {
    TRY_ASSIGN(const json resources, read_bundle(text, file, limits));
    MeasureBundle bundle;
    TRY_ASSIGN(bundle.measure, choose_measure(resources, file, measure));
    for (const json& resource : resources) {
        const std::string type = text_of(resource, "resourceType");
        if (type == "Library") TRY(add_library(resource, file, limits, bundle));
        if (type != "ValueSet") continue;
        ValueSet set = value_set_of(resource);
        // Versions of one value set: the first is taken, as the libraries name none.
        if (!set.url.empty() && bundle.value_sets.find(set.url) == nullptr)
            TRY(bundle.value_sets.add(std::move(set)));
    }
    TRY_ASSIGN(bundle.main_library, main_library(bundle, resources, file));
    return bundle;
}

Result<MeasureBundle> parse_measure_bundle(std::string_view text, std::string_view file,
                                           std::string_view measure, const BundleLimits& limits) {
    try {
        return parsed(text, file, measure, limits);
    } catch (const json::exception&) {
        // An element of another JSON type than FHIR gives it.
        return failure(problem(file, "An element of the bundle is not of the type that FHIR wants.",
                               "Validate the bundle as FHIR R4."));
    }
}

// FHIRHelpers before 4.1 made Interval[start, end] of every Period, also where the start is
// missing.
fhir::MissingStart missing_start_of(const MeasureBundle& bundle) {
    for (const cql::LibrarySource& library : bundle.libraries) {
        if (library.text.find("library FHIRHelpers") == std::string::npos) continue;
        const bool open = library.text.find("Interval(period") != std::string::npos;
        return open ? fhir::MissingStart::unknown : fhir::MissingStart::beginning_of_time;
    }
    return fhir::MissingStart::unknown;
}

}  // namespace openpcn::measures
