//! What a field's error code says to people.

use domain::language::Language;
use services::error::FieldError;

use crate::t;

/// The message of a field error. An unknown code still says that the value cannot be used.
pub fn field_error(lang: Language, error: &FieldError) -> String {
    match (error.field, error.code) {
        (_, "required") => t!(lang, errors.field.required),
        (_, "too_long") => t!(lang, errors.field.too_long),
        (_, "date") => t!(lang, errors.field.date),
        (_, "past") => t!(lang, errors.field.past),
        (_, "too_far") => t!(lang, errors.field.too_far),
        (_, "nobody") => t!(lang, errors.field.nobody),
        (_, "unknown") => t!(lang, errors.field.unknown),
        (_, "email") => t!(lang, errors.field.email),
        (_, "no_card") => t!(lang, rules.no_card),
        (_, "card_changed") => t!(lang, rules.card_changed),
        (_, "again_days") => t!(lang, content.publish.error_again_days),
        (_, "no_choice") => t!(lang, assessment.no_choice),
        (_, "attempt_limit") => t!(lang, training.error_attempt_limit),
        (_, "pause_hours") => t!(lang, training.error_pause_hours),
        (_, "time_minutes") => t!(lang, training.error_time_minutes),
        (_, "extra_percent") => t!(lang, training.error_extra_percent),
        (_, "no_turn") => t!(lang, assessment.no_turn),
        (_, "no_order") => t!(lang, assessment.no_order),
        (_, "no_pairs") => t!(lang, assessment.no_pairs),
        (_, "no_mark") => t!(lang, assessment.no_mark),
        (_, "no_text") => t!(lang, assessment.no_text),
        (_, "nothing_picked") => t!(lang, confidence.tasks.nothing_picked),
        (_, "no_status") => t!(lang, challenges.no_status),
        (_, "no_certainty") => t!(lang, assessment.no_certainty),
        ("role", "taken") => t!(lang, errors.field.has_role),
        (_, "taken") => t!(lang, errors.field.taken),
        (_, "wrong_password") => t!(lang, errors.field.wrong_password),
        (_, "too_short") => t!(lang, errors.field.too_short),
        (_, "wait") => t!(lang, errors.field.wait),
        (_, "weak_password") => t!(lang, errors.field.weak_password),
        (_, "keyboard_habit") => t!(lang, errors.field.keyboard_password),
        (_, "personal") => t!(lang, errors.field.personal_password),
        (_, "last_administrator") => t!(lang, errors.field.last_administrator),
        (_, "unchanged") => t!(lang, people.error.unchanged),
        (_, "not_begun") => t!(lang, people.error.not_begun),
        (_, "ended") => t!(lang, people.error.ended),
        (_, "not_employed") => t!(lang, people.error.not_employed),
        (_, "before_start") => t!(lang, people.error.before_start),
        (_, "circle") => t!(lang, people.error.circle),
        (_, "oneself") => t!(lang, people.error.oneself),
        (_, "acting") => t!(lang, people.error.acting),
        (_, "inactive") => t!(lang, people.error.inactive),
        (_, "time_zone") => t!(lang, people.error.time_zone),
        (_, "not_utf8") => t!(lang, people.error.not_utf8),
        (_, "file_too_large") => t!(lang, people.error.file_too_large),
        (_, "unknown_column") => t!(lang, people.error.unknown_column),
        (_, "column_twice") => t!(lang, people.error.column_twice),
        (_, "no_number_column") => t!(lang, people.error.no_number_column),
        _ => t!(lang, errors.field.invalid),
    }
}
