#include "api/agreement_document.h"

#include <fmt/format.h>

#include "agreement/agreement_text.h"
#include "base/day_in_words.h"

namespace openpcn::api {
namespace {

using agreement::AgreementTemplate;
using agreement::Field;
using agreement::FieldKind;
using agreement::FilledAgreement;
using agreement::TableRow;

constexpr std::string_view style = R"(
body { font: 1rem/1.5 Arial, sans-serif; color: #212b32; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 2rem; } h2 { font-size: 1.5rem; margin-top: 2.5rem; border-top: 2px solid #0b3d4f;
  padding-top: .75rem; } h3 { font-size: 1.125rem; margin-bottom: .25rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
th, td { border: 1px solid #768692; padding: .375rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { background: #e8edee; } .written { white-space: pre-line; margin: 0 0 1rem; }
.quiet { color: #4c6272; } code { overflow-wrap: anywhere; }
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-right { content: "Page " counter(page) " of "
  counter(pages); font: 9pt Arial, sans-serif; } }
@media print { body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
  h2 { break-before: page; } h2, h3, caption { break-after: avoid; } tr { break-inside: avoid; }
  thead { display: table-header-group; } nav { display: none; } }
)";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string day_of(std::string_view iso) {
    const auto date = Date::parse(iso.substr(0, 10));
    if (!date) return std::string(iso);
    return day_in_words(*date);
}

std::string words(const Field& field, const std::string& value, const FilledAgreement& filled) {
    if (field.kind == FieldKind::date) return escaped(day_of(value));
    return escaped(agreement::value_words(field, value, filled.members));
}

void put_table(std::string& html, const Field& field, const std::vector<TableRow>& rows,
               const FilledAgreement& filled) {
    html += fmt::format("<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">Row</th>",
                        escaped(field.title));
    for (const Field& column : field.columns)
        html += fmt::format("<th scope=\"col\">{}</th>", escaped(column.title));
    html += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        html += fmt::format("<tr><th scope=\"row\">{}</th>", i + 1);
        for (const Field& column : field.columns) {
            const auto cell = rows[i].find(column.id);
            html += fmt::format("<td>{}</td>", cell == rows[i].end()
                                                   ? std::string("None")
                                                   : words(column, cell->second, filled));
        }
        html += "</tr>\n";
    }
    html += "</tbody>\n</table>\n";
}

void put_field(std::string& html, const Field& field, const FilledAgreement& filled) {
    html += fmt::format("<h3>{}</h3>\n", escaped(field.title));
    const auto found = filled.values.find(field.id);
    if (found == filled.values.end()) {
        html += "<p class=\"quiet\">Nothing is written here.</p>\n";
    } else if (const auto* text = std::get_if<std::string>(&found->second)) {
        html += fmt::format("<p class=\"written\">{}</p>\n", words(field, *text, filled));
    } else if (const auto* codes = std::get_if<std::vector<std::string>>(&found->second)) {
        html += "<ul>\n";
        for (const std::string& code : *codes)
            html += fmt::format("<li>{}</li>\n", words(field, code, filled));
        html += "</ul>\n";
    } else {
        put_table(html, field, std::get<std::vector<TableRow>>(found->second), filled);
    }
}

void put_head(std::string& html, const AgreementTemplate& form, const FilledAgreement& filled,
              const KeptAgreement& kept) {
    const std::string title =
        fmt::format("{}: {}, version {}", form.title, filled.network, kept.version);
    html += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n",
        escaped(title), style);
    html += fmt::format("<h1>{}: {}</h1>\n<p>Version {}, saved on {} by {} ({}).</p>\n",
                        escaped(form.title), escaped(filled.network), kept.version,
                        day_of(kept.at.to_string()), escaped(kept.author),
                        escaped(kept.author_organisation));
    html += fmt::format(
        "<p>The fixed clauses are those of {} ({}). This document holds what the practices wrote: "
        "the clauses that are their own and the schedules.</p>\n",
        escaped(form.reference), escaped(form.reference_at));
    html += fmt::format(
        "<p>Fingerprint of the text (SHA-256), to which signatures belong: "
        "<code>{}</code></p>\n",
        kept.hash);
}

void put_contents(std::string& html, const AgreementTemplate& form, const FilledAgreement& filled) {
    html +=
        "<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#members\">Members</a></li>\n"
        "<li><a href=\"#clauses\">Clauses</a></li>\n";
    std::size_t number = 0;
    const auto put = [&](const std::string& title) {
        ++number;
        html += fmt::format("<li><a href=\"#schedule-{0}\">Schedule {0}: {1}</a></li>\n", number,
                            escaped(title));
    };
    for (const auto& schedule : form.schedules) put(schedule.title);
    for (const auto& schedule : filled.more_schedules) put(schedule.title);
    html += "<li><a href=\"#signatures\">Signatures</a></li>\n</ul>\n</nav>\n";
}

void put_members(std::string& html, const FilledAgreement& filled) {
    html +=
        "<h2 id=\"members\">Members</h2>\n<table>\n<caption>Member practices</caption>\n"
        "<thead><tr><th scope=\"col\">Practice</th><th scope=\"col\">ODS code</th>"
        "<th scope=\"col\">Address</th></tr></thead>\n<tbody>\n";
    for (const auto& member : filled.members)
        html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
                            escaped(member.name.empty() ? member.code.text() : member.name),
                            member.code.text(),
                            member.address.empty() ? "Not known" : escaped(member.address));
    html += "</tbody>\n</table>\n";
}

void put_clauses(std::string& html, const AgreementTemplate& form, const FilledAgreement& filled) {
    html += "<h2 id=\"clauses\">Clauses</h2>\n<p>Fixed clauses, by topic:</p>\n<ul>\n";
    for (const auto& clause : form.clauses)
        if (!clause.own_text) html += fmt::format("<li>{}</li>\n", escaped(clause.title));
    html += "</ul>\n";
    for (const auto& clause : form.clauses)
        if (clause.own_text) put_field(html, *clause.own_text, filled);
}

void put_schedules(std::string& html, const AgreementTemplate& form,
                   const FilledAgreement& filled) {
    std::size_t number = 0;
    const auto put_heading = [&](const std::string& title) {
        ++number;
        html +=
            fmt::format("<h2 id=\"schedule-{0}\">Schedule {0}: {1}</h2>\n", number, escaped(title));
    };
    for (const auto& schedule : form.schedules) {
        put_heading(schedule.title);
        html += fmt::format("<p class=\"quiet\">{}</p>\n", escaped(schedule.about));
        for (const Field& field : schedule.fields) put_field(html, field, filled);
    }
    for (const auto& schedule : filled.more_schedules) {
        put_heading(schedule.title);
        html += fmt::format("<p class=\"written\">{}</p>\n", escaped(schedule.text));
    }
}

void put_signatures(std::string& html, const AgreementTemplate& form, const KeptAgreement& kept,
                    const FilledAgreement& filled, const AgreementPapers& papers, Date as_at) {
    html += fmt::format(
        "<h2 id=\"signatures\">Signatures</h2>\n<table>\n<caption>Signatures under exactly this "
        "text, as at {}</caption>\n",
        day_of(as_at.to_string()));
    html +=
        "<thead><tr><th scope=\"col\">Practice</th>"
        "<th scope=\"col\">Signed by</th><th scope=\"col\">As</th>"
        "<th scope=\"col\">Legal form</th><th scope=\"col\">On</th>"
        "<th scope=\"col\">How</th></tr></thead>\n<tbody>\n";
    for (const auto& member : filled.members) {
        const std::string name = fmt::format(
            "<th scope=\"row\">{} ({})</th>",
            escaped(member.name.empty() ? "Practice" : member.name), member.code.text());
        bool any = false;
        for (const auto& signature : papers.signatures) {
            if (signature.practice != member.code || signature.hash != kept.hash) continue;
            any = true;
            html +=
                fmt::format("<tr>{}<td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                            name, escaped(signature.signer), escaped(signature.capacity),
                            escaped(agreement::legal_form_title(form, signature.legal_form)),
                            day_of(signature.at.to_string()),
                            signature.method == agreement::SigningMethod::paper
                                ? "On paper, kept at " + escaped(signature.kept_at)
                                : std::string("Signed in with password and code"));
        }
        if (!any)
            html += fmt::format(
                "<tr>{}<td colspan=\"5\">Not signed. For a signature on paper: "
                "name, capacity, date: </td></tr>\n",
                name);
    }
    html += "</tbody>\n</table>\n";
}

}  // namespace

std::string agreement_document(const AgreementTemplate& form, const FilledAgreement& filled,
                               const KeptAgreement& kept, const AgreementPapers& papers,
                               Date as_at) {
    std::string html;
    put_head(html, form, filled, kept);
    put_contents(html, form, filled);
    put_members(html, filled);
    put_clauses(html, form, filled);
    put_schedules(html, form, filled);
    put_signatures(html, form, kept, filled, papers, as_at);
    html += fmt::format("<p class=\"quiet\">{}</p>\n</main>\n</body>\n</html>\n",
                        escaped(form.assurance));
    return html;
}

}  // namespace openpcn::api
