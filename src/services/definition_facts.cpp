#include "services/definition_facts.h"

namespace openpcn::services {

namespace {

// services/registers/registers.cql is of service registers.
std::string service_of(std::string_view path) {
    constexpr std::string_view folder = "services/";
    if (!path.starts_with(folder)) return {};
    path.remove_prefix(folder.size());
    return std::string(path.substr(0, path.find('/')));
}

// The lines of comment directly above `begin`, joined.
std::string comment_above(std::string_view text, std::size_t begin) {
    std::vector<std::string_view> lines;
    std::size_t end = text.rfind('\n', begin);
    while (end != std::string_view::npos && end > 0) {
        const std::size_t before = text.rfind('\n', end - 1);
        const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
        std::string_view line = text.substr(first, end - first);
        if (!line.starts_with("// ")) break;
        // A heading in a rule of dashes belongs to the section.
        if (line.starts_with("// ----")) break;
        lines.push_back(line.substr(3));
        end = before;
    }
    std::string comment;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        comment += (comment.empty() ? "" : " ") + std::string(*line);
    return comment;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "SMR-02" at the beginning of "SMR-02: ten or more ..."; PINCER indicators have none.
std::string rule_number(std::string_view comment) {
    std::size_t letters = 0;
    while (letters < comment.size() && is_upper(comment[letters])) ++letters;
    if (letters < 2 || letters >= comment.size() || comment[letters] != '-') return {};
    std::size_t end = letters + 1;
    while (end < comment.size() && is_digit(comment[end])) ++end;
    return end > letters + 1 ? std::string(comment.substr(0, end)) : std::string();
}

}  // namespace

Definition facts_of(const cql::Plan& plan, const cql::Definition& definition) {
    const cql::LibrarySource& source = plan.sources[definition.span.source];
    Definition made{definition.library + "." + definition.name,
                    definition.name,
                    definition.library,
                    service_of(source.file),
                    {},
                    {}};
    made.comment = comment_above(source.text, definition.span.begin);
    made.rule = rule_number(made.comment);
    return made;
}

}  // namespace openpcn::services
