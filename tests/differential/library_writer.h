// How a generated library is written: one function per type of expression, each choosing among all
// forms that give the type. Internal to generated_library.cpp and its companions.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "random_choice.h"

namespace openpcn::differential {

enum class Kind {
    boolean,
    integer,
    decimal,
    string,
    date,
    date_time,
    quantity,
    concept_,
    period,   // Interval<DateTime>
    days,     // Interval<Date>
    numbers,  // Interval<Integer>
    entry,
    entries,
    integers,
    strings,
    dates,
    date_times,
    quantities,
    tuples,  // List<Tuple { n Integer, d DateTime }>
    tuple,
};

enum class Resource {
    none,
    condition,
    observation,
    medication_request,
    procedure,
    encounter,
    episode_of_care,
    immunization,
    appointment,
    count
};

struct Shape {
    Kind kind = Kind::boolean;
    Resource resource = Resource::none;  // of entry and entries
    bool operator==(const Shape&) const = default;
};

struct Element {
    std::string_view name;  // as it is read of an alias: "A." comes before, a cast behind
    std::string_view cast;
    Kind kind;
};

std::string_view name_of(Resource resource);
std::span<const Element> elements_of(Resource resource);
std::string cql_type(Shape shape);

class LibraryWriter {
public:
    explicit LibraryWriter(RandomChoice& random) : random_(random) {}
    std::string write();

private:
    struct Name {
        std::string text;
        Shape shape;
    };
    struct Function {
        std::string name;
        std::vector<Shape> parameters;
        Shape result;
        bool fluent = false;
    };

    // Fuel is what a definition may still spend; a form that nests costs some.
    std::string expression(Shape shape);
    std::string form(Shape shape);
    std::string of(Kind kind) { return expression({kind, Resource::none}); }
    bool burn(int cost);

    // Simple values (write_values.cpp)
    std::string leaf(Shape shape);
    std::string boolean();
    std::string comparison();
    std::string timing();
    std::string integer();
    std::string decimal();
    std::string string();
    std::string date();
    std::string date_time();
    std::string quantity();
    std::string concept_text();
    std::string interval(Kind kind);
    std::string number_of_time();  // "3 months"
    std::string unit_of_time();
    std::string moment_literal(Kind kind);

    // Lists and queries (write_queries.cpp)
    std::string retrieve(Resource resource);
    std::string codes();
    std::string entries(Resource resource);
    std::string entry(Resource resource);
    std::string values(Kind list);
    std::string tuples();
    std::string query_clauses(std::size_t scope_before);
    std::string sorting(Resource resource);
    std::string one_of_list(Kind list);
    Resource any_resource();
    std::string alias(Shape shape);

    std::string definition(int number);
    std::string function(int number);
    // A name in scope of this shape, an element of one, or nothing.
    std::string known(Shape shape);
    std::string call(Shape shape);

    RandomChoice& random_;
    std::vector<Name> scope_;  // definitions and aliases
    std::vector<Function> functions_;
    int fuel_ = 0;
    int aliases_ = 0;
    int query_depth_ = 0;
};

}  // namespace openpcn::differential
