#include "persistence/dictionary.h"

#include <array>

namespace openpcn::persistence {
namespace {

using database::Row;
using database::Value;

Error out_of_step(std::string_view table) {
    return {ErrorKind::internal, "The dictionary of codes and texts is damaged.",
            std::string("table ") + std::string(table), "Restore the database from a backup."};
}

Result<std::int64_t> highest(database::Connection& connection, std::string_view sql) {
    std::int64_t number = 0;
    TRY(connection.query(sql, {}, [&](const Row& row) -> Result<void> {
        number = row.integer(0);
        return {};
    }));
    return number;
}

}  // namespace

Result<Dictionary> Dictionary::read(database::Connection& connection) {
    Dictionary dictionary;
    dictionary.concepts_ = std::make_shared<ConceptDictionary>();
    dictionary.texts_ = std::make_shared<TextPool>();
    TRY(connection.query(
        "SELECT concept_index, system, code, display FROM concept ORDER BY concept_index", {},
        [&](const Row& row) -> Result<void> {
            const auto index =
                dictionary.concepts_->intern({row.text(1), row.text(2), row.text(3)});
            if (std::int64_t{index} != row.integer(0)) return failure(out_of_step("concept"));
            if (row.text(3).empty()) dictionary.without_display_.push_back(index);
            return {};
        }));
    TRY(connection.query("SELECT text_index, content FROM record_text ORDER BY text_index", {},
                         [&](const Row& row) -> Result<void> {
                             const auto index = dictionary.texts_->intern(row.text(1));
                             if (std::int64_t{index} != row.integer(0)) {
                                 return failure(out_of_step("record_text"));
                             }
                             return {};
                         }));
    dictionary.concepts_saved_ = dictionary.concepts_->size();
    dictionary.texts_saved_ = dictionary.texts_->size();
    return dictionary;
}

bool Dictionary::has_grown() const {
    if (concepts_->size() != concepts_saved_ || texts_->size() != texts_saved_) return true;
    for (const ConceptIndex index : without_display_) {
        if (!concepts_->at(index).display.empty()) return true;
    }
    return false;
}

Result<void> Dictionary::save(database::Connection& connection) {
    TRY_ASSIGN(const auto last_concept,
               highest(connection, "SELECT COALESCE(MAX(concept_index), 0) FROM concept"));
    TRY_ASSIGN(const auto last_text,
               highest(connection, "SELECT COALESCE(MAX(text_index), 0) FROM record_text"));
    if (static_cast<std::size_t>(last_concept) + 1 != concepts_saved_ ||
        static_cast<std::size_t>(last_text) + 1 != texts_saved_) {
        return failure({ErrorKind::conflict, "Somebody else changed the records meanwhile.",
                        "tables concept and record_text", "Do it again."});
    }
    if (concepts_->size() > concepts_saved_) {
        constexpr std::array<std::string_view, 4> columns{"concept_index", "system", "code",
                                                          "display"};
        TRY_ASSIGN(const auto rows, connection.bulk_insert("concept", columns));
        for (std::size_t i = concepts_saved_; i < concepts_->size(); ++i) {
            const auto& concept_ = concepts_->at(static_cast<ConceptIndex>(i));
            TRY(rows->add(
                {static_cast<std::int64_t>(i), concept_.system, concept_.code, concept_.display}));
        }
        TRY(rows->finish());
    }
    if (texts_->size() > texts_saved_) {
        constexpr std::array<std::string_view, 2> columns{"text_index", "content"};
        TRY_ASSIGN(const auto rows, connection.bulk_insert("record_text", columns));
        for (std::size_t i = texts_saved_; i < texts_->size(); ++i) {
            TRY(rows->add({static_cast<std::int64_t>(i), texts_->at(static_cast<TextIndex>(i))}));
        }
        TRY(rows->finish());
    }
    for (const ConceptIndex index : without_display_) {
        const std::string& display = concepts_->at(index).display;
        if (display.empty()) continue;
        TRY(connection.execute("UPDATE concept SET display = ? WHERE concept_index = ?",
                               {display, index}));
    }
    return {};
}

}  // namespace openpcn::persistence
