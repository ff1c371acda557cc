//! The services against real SQLite and real PostgreSQL. One binary: a link takes longer than the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod accounts;
mod accounts_changes;
mod accounts_import;
mod accounts_organisation;
mod assessment;
mod assessment_challenges;
mod assessment_decisions;
mod assessment_drawn;
mod assessment_flags;
mod assessment_kinds;
mod assessment_limits;
mod assessment_refresher;
mod assessment_statistics;
mod audit;
mod confidence;
mod content;
mod content_check;
mod content_page;
mod content_robust;
mod content_rules;
mod content_warnings;
mod guards;
mod jobs;
mod links;
mod merged;
mod own_data;
mod reporting;
mod store;
mod stories;
mod stories_signed;
mod support;
mod sweep;
mod training;
mod training_overview;
mod training_tracks;
