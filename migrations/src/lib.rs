//! The schema, forwards and back. Each migration stands by itself: no type of the program is used in one.

mod guards;
mod m0001_store;
mod m0002_accounts;
mod m0003_content;
mod m0004_organisation;
mod m0005_training;
mod m0006_assessment;
mod m0007_stories;
mod m0008_messages;
mod m0009_sweeping;
mod m0010_departments_sign;
mod m0011_completions_in_order;
mod m0012_rule_reviews;
mod m0013_attempt_limits;
mod m0014_confidence;
mod m0015_questions;
mod m0016_due_again;
pub mod version;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// All migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_store::Migration),
            Box::new(m0002_accounts::Migration),
            Box::new(m0003_content::Migration),
            Box::new(m0004_organisation::Migration),
            Box::new(m0005_training::Migration),
            Box::new(m0006_assessment::Migration),
            Box::new(m0007_stories::Migration),
            Box::new(m0008_messages::Migration),
            Box::new(m0009_sweeping::Migration),
            Box::new(m0010_departments_sign::Migration),
            Box::new(m0011_completions_in_order::Migration),
            Box::new(m0012_rule_reviews::Migration),
            Box::new(m0013_attempt_limits::Migration),
            Box::new(m0014_confidence::Migration),
            Box::new(m0015_questions::Migration),
            Box::new(m0016_due_again::Migration),
        ]
    }
}
