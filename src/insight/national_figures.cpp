#include "insight/national_figures.h"

#include <algorithm>
#include <charconv>

namespace openpcn::insight {

namespace {

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t comma = line.find(',');
        fields.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return fields;
        line.remove_prefix(comma + 1);
    }
}

Error wrong(std::string_view path, int line, std::string what) {
    return {ErrorKind::invalid, std::move(what),
            std::string(path) + ", line " + std::to_string(line) + ".",
            "Compare with the other lines of the file."};
}

Result<double> number(std::string_view text, std::string_view path, int line) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return failure(wrong(path, line, "\"" + std::string(text) + "\" is not a number."));
    return value;
}

constexpr std::size_t fixed_columns = 5;

Result<NationalPrevalence> parse_line(std::string_view text, std::string_view path, int line) {
    const auto fields = split(text);
    if (fields.size() != fixed_columns + age_band_count)
        return failure(wrong(path, line,
                             "The line has " + std::to_string(fields.size()) +
                                 " columns instead of " +
                                 std::to_string(fixed_columns + age_band_count) + "."));
    NationalPrevalence prevalence;
    prevalence.id = fields[0];
    prevalence.title = fields[1];
    prevalence.definition = fields[2];
    TRY_ASSIGN(const double percent, number(fields[3], path, line));
    TRY_ASSIGN(const double age_min, number(fields[4], path, line));
    prevalence.share = percent / 100;
    prevalence.age_min = static_cast<int>(age_min);
    for (std::size_t i = 0; i < age_band_count; ++i) {
        TRY_ASSIGN(const double share, number(fields[fixed_columns + i], path, line));
        prevalence.share_by_band.push_back(share / 100);
    }
    return prevalence;
}

}  // namespace

Result<NationalFigures> parse_national_prevalence(std::string_view csv, std::string_view path) {
    NationalFigures figures;
    int line = 0;
    bool after_heading = false;
    while (!csv.empty()) {
        const std::size_t end = std::min(csv.find('\n'), csv.size());
        std::string_view text = csv.substr(0, end);
        csv.remove_prefix(std::min(end + 1, csv.size()));
        ++line;
        if (text.starts_with("# source: ")) figures.source = text.substr(10);
        if (text.empty() || text.front() == '#') continue;
        if (!after_heading) {
            after_heading = true;
            continue;
        }
        TRY_ASSIGN(auto prevalence, parse_line(text, path, line));
        figures.conditions.push_back(std::move(prevalence));
    }
    if (figures.conditions.empty()) return failure(wrong(path, line, "The file has no figures."));
    return figures;
}

std::size_t age_band_of(int age_years) {
    return std::min(static_cast<std::size_t>(std::max(age_years, 0)) / 5, age_band_count - 1);
}

std::string age_band_label(std::size_t band) {
    const std::size_t from = band * 5;
    if (band + 1 == age_band_count) return std::to_string(from) + "+";
    return std::to_string(from) + "-" + std::to_string(from + 4);
}

}  // namespace openpcn::insight
