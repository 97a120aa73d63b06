#include "population/cql/signatures.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/invariant.h"
#include "population/cql/signature_table.h"

namespace openpcn::cql {
namespace {

// Reads one shape of the table, which the program itself wrote.
class ShapeReader {
public:
    explicit ShapeReader(std::string_view shape) : rest_(shape) {}

    std::vector<TypePattern> operands() {
        std::vector<TypePattern> operands;
        take('(');
        while (!rest_.starts_with(')')) {
            operands.push_back(pattern());
            if (rest_.starts_with(", ")) rest_.remove_prefix(2);
        }
        take(')');
        take(' ');
        return operands;
    }

    TypePattern pattern() {
        const std::size_t length = std::min(rest_.find_first_of("<>,)"), rest_.size());
        const std::string_view word = rest_.substr(0, length);
        rest_.remove_prefix(length);
        if (word == "T") return {TypePattern::Form::variable, TypeKind::any, {}};
        if (word == "List" || word == "Interval") {
            take('<');
            TypePattern made{word == "List" ? TypePattern::Form::list : TypePattern::Form::interval,
                             TypeKind::any,
                             {pattern()}};
            take('>');
            return made;
        }
        const auto kind = system_type_kind(word);
        INVARIANT(kind.has_value());
        return {TypePattern::Form::type, *kind, {}};
    }

private:
    void take(char c) {
        INVARIANT(rest_.starts_with(c));
        rest_.remove_prefix(1);
    }
    std::string_view rest_;
};

using SignatureTable = std::map<std::string_view, std::vector<Signature>, std::less<>>;

SignatureTable read_table() {
    SignatureTable table;
    for (const SignatureRow& row : signature_rows()) {
        for (std::string_view rest = row.shapes; !rest.empty();) {
            const std::size_t length = std::min(rest.find("; "), rest.size());
            const std::string_view shape = rest.substr(0, length);
            rest.remove_prefix(std::min(rest.size(), length + 2));
            ShapeReader reader(shape);
            Signature signature{row.name, shape, row.operation, reader.operands(), {}};
            signature.result = reader.pattern();
            table[row.name].push_back(std::move(signature));
        }
    }
    return table;
}

const SignatureTable& signature_table() {
    static const SignatureTable table = read_table();
    return table;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::span<const Signature> signatures_of(std::string_view name) {
    const auto found = signature_table().find(name);
    return found == signature_table().end() ? std::span<const Signature>{} : found->second;
}

bool is_system_function(std::string_view name) {
    return !name.empty() && is_upper(name[0]) && !signatures_of(name).empty();
}

std::vector<std::string> system_function_names() {
    std::vector<std::string> names{"Coalesce", "AgeInYears", "AgeInYearsAt",
                                   "CalculateAgeInYearsAt"};
    for (const auto& [name, signatures] : signature_table()) {
        if (is_upper(name[0])) names.emplace_back(name);
    }
    return names;
}

}  // namespace openpcn::cql
