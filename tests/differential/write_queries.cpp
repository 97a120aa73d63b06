// Lists and queries of LibraryWriter.
#include <fmt/format.h>

#include "generated_world.h"
#include "library_writer.h"

namespace openpcn::differential {

namespace {

// Queries inside queries multiply what a walk without sharing has to do.
constexpr int query_depth_max = 3;

Kind element_of(Kind list) {
    switch (list) {
        case Kind::integers:
            return Kind::integer;
        case Kind::strings:
            return Kind::string;
        case Kind::dates:
            return Kind::date;
        case Kind::date_times:
            return Kind::date_time;
        case Kind::quantities:
            return Kind::quantity;
        default:
            return Kind::tuple;
    }
}

}  // namespace

Resource LibraryWriter::any_resource() {
    return random_.of({Resource::condition, Resource::condition, Resource::observation,
                       Resource::observation, Resource::medication_request,
                       Resource::medication_request, Resource::procedure, Resource::encounter,
                       Resource::episode_of_care, Resource::immunization, Resource::appointment});
}

std::string LibraryWriter::alias(Shape shape) {
    return fmt::format(
        "{}{}", shape.kind == Kind::entry ? name_of(shape.resource).substr(0, 1) : "X", ++aliases_);
}

std::string LibraryWriter::codes() {
    const std::string code = fmt::format("\"{}\"", code_name(random_.between(0, code_count - 1)));
    const std::string set =
        fmt::format("\"{}\"", value_set_name(random_.between(0, value_set_count - 1)));
    switch (random_.below(6)) {
        case 0:
            return code;
        case 1:
            return fmt::format("code in {}", set);
        case 2:
            return fmt::format("code ~ {}", code);
        default:
            return set;
    }
}

std::string LibraryWriter::retrieve(Resource resource) {
    const bool without_code = resource == Resource::episode_of_care ||
                              resource == Resource::appointment || resource == Resource::encounter;
    if (without_code || random_.percent(15)) return fmt::format("[{}]", name_of(resource));
    std::string filter = codes();
    // Other types name the element differently.
    if (resource != Resource::condition && resource != Resource::observation &&
        resource != Resource::procedure && filter.starts_with("code "))
        filter = fmt::format("\"{}\"", value_set_name(0));
    return fmt::format("[{}: {}]", name_of(resource), filter);
}

std::string LibraryWriter::sorting(Resource resource) {
    std::vector<std::string> keys;
    for (const Element& element : elements_of(resource)) {
        if (element.cast == "FHIR.dateTime")
            keys.push_back(fmt::format("(\"{}\" as FHIR.dateTime)", element.name));
        if (element.cast.empty() &&
            (element.kind == Kind::date_time || element.kind == Kind::string))
            keys.push_back(fmt::format("\"{}\"", element.name));
    }
    std::string text;
    for (int i = random_.between(1, 2); i > 0 && !keys.empty(); --i)
        text += fmt::format("{} {}{}", text.empty() ? " sort by" : ",",
                            keys[random_.below(keys.size())], random_.of({"", " asc", " desc"}));
    return text;
}

// let, with, without, where; the names that they see are in scope.
std::string LibraryWriter::query_clauses(std::size_t scope_before) {
    std::string text;
    if (random_.percent(15)) {
        const Shape shape{
            random_.of({Kind::date_time, Kind::quantity, Kind::integer, Kind::boolean}),
            Resource::none};
        const std::string name = fmt::format("L{}", ++aliases_);
        text += fmt::format(" let {}: {}", name, expression(shape));
        scope_.push_back({name, shape});
    }
    if (random_.percent(15)) {
        const Shape shape{Kind::entry, any_resource()};
        const std::string source = entries(shape.resource);
        const std::string name = alias(shape);
        const std::size_t before = scope_.size();
        scope_.push_back({name, shape});
        text += fmt::format(" {} ({}) {} such that {}", random_.of({"with", "without"}), source,
                            name, of(Kind::boolean));
        scope_.resize(before);
    }
    if (random_.percent(70) || scope_before == 0)
        text += fmt::format(" where {}", of(Kind::boolean));
    return text;
}

std::string LibraryWriter::entries(Resource resource) {
    if (query_depth_ >= query_depth_max || !burn(2)) return retrieve(resource);
    const Shape list{Kind::entries, resource};
    switch (random_.below(10)) {
        case 0:
            return retrieve(resource);
        case 1:
            return fmt::format("({} {} {})", expression(list),
                               random_.of({"union", "intersect", "except"}), expression(list));
        case 2:
            return fmt::format("{}({}{})", random_.of({"Take", "Skip"}), expression(list),
                               fmt::format(", {}", random_.between(0, 3)));
        case 3:
            if (std::string name = known(list); !name.empty()) return name;
            break;
        default:
            break;
    }
    ++query_depth_;
    const Shape item{Kind::entry, resource};
    const std::size_t before = scope_.size();
    const std::string source = random_.percent(75) ? retrieve(resource) : expression(list);
    const std::string name = alias(item);
    scope_.push_back({name, item});
    std::string text;
    if (random_.percent(6)) {
        const Shape other{Kind::entry, any_resource()};
        const std::string second = retrieve(other.resource);
        const std::string other_name = alias(other);
        scope_.push_back({other_name, other});
        text = fmt::format("(from ({}) {}, ({}) {} where {} return {} {})", source, name, second,
                           other_name, of(Kind::boolean), random_.of({"", "all"}), name);
    } else {
        text = fmt::format("(({}) {}{}", source, name, query_clauses(before + 1));
        if (random_.percent(10))
            text += fmt::format(" return {} {}", random_.of({"", "all"}), name);
        if (random_.percent(30)) text += sorting(resource);
        text += ")";
    }
    scope_.resize(before);
    --query_depth_;
    return text;
}

std::string LibraryWriter::entry(Resource resource) {
    if (random_.percent(40)) {
        if (std::string name = known({Kind::entry, resource}); !name.empty()) return name;
    }
    if (random_.percent(10))
        return fmt::format("({})[{}]", entries(resource), random_.between(0, 2));
    return fmt::format("{}({})", random_.of({"First", "Last"}), entries(resource));
}

// A list of simple values: what a query over entries or values returns.
std::string LibraryWriter::values(Kind list) {
    if (query_depth_ >= query_depth_max || !burn(2)) return leaf({list, Resource::none});
    const Kind element = element_of(list);
    if (random_.percent(15))
        return fmt::format("({} {} {})", of(list), random_.of({"union", "except", "intersect"}),
                           of(list));
    if (random_.percent(15)) return fmt::format("{{ {}, {} }}", of(element), of(element));
    ++query_depth_;
    const std::size_t before = scope_.size();
    Shape item{Kind::entry, any_resource()};
    std::string source;
    if (random_.percent(80)) {
        source = entries(item.resource);
    } else {
        item = {element, Resource::none};
        source = of(list);
    }
    const std::string name = alias(item);
    scope_.push_back({name, item});
    std::string text = fmt::format("(({}) {}{} return {} {}", source, name,
                                   query_clauses(before + 1), random_.of({"", "all"}), of(element));
    if (list != Kind::quantities && random_.percent(30))
        text += random_.of({" sort asc", " sort desc"});
    text += ")";
    scope_.resize(before);
    --query_depth_;
    return text;
}

std::string LibraryWriter::tuples() {
    if (query_depth_ >= query_depth_max || !burn(2)) return leaf({Kind::tuples, Resource::none});
    ++query_depth_;
    const std::size_t before = scope_.size();
    const Shape item{Kind::entry, any_resource()};
    const std::string source = entries(item.resource);
    const std::string name = alias(item);
    scope_.push_back({name, item});
    std::string text = fmt::format("(({}) {}{} return {} Tuple {{ n: {}, d: {} }}", source, name,
                                   query_clauses(before + 1), random_.of({"", "all"}),
                                   of(Kind::integer), of(Kind::date_time));
    if (random_.percent(60))
        text += random_.of({" sort by d", " sort by n desc, d", " sort by d desc"});
    text += ")";
    scope_.resize(before);
    --query_depth_;
    return text;
}

std::string LibraryWriter::one_of_list(Kind list) {
    return fmt::format("{}({})", random_.of({"First", "Last"}), of(list));
}

}  // namespace openpcn::differential
