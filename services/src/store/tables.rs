//! Every table stands on exactly one of these lists; a test compares them with the real schema.

/// Insert-only: the database itself refuses to change or delete a row.
pub const INSERT_ONLY_TABLES: &[&str] = &[
    "facts",
    "log_leaves",
    "checkpoints",
    "content_versions",
    "course_members",
    "publications",
    "completions",
    "module_finishes",
    "departments",
    "department_versions",
    "extra_attempts",
    "employments",
    "legal_entities",
    "attempts",
    "attempt_events",
    "challenge_answers",
    "challenges",
    "rule_confirmations",
    "sign_offs",
    "story_publications",
    "story_uses",
    "story_versions",
];

/// Change only together with a fact.
pub const DOMAIN_TABLES: &[&str] = &[
    "accommodations",
    "assignments",
    "attempt_certainties",
    "challenge_texts",
    "fact_values",
    "grants",
    "import_people",
    "identities",
    "installation",
    "people",
    "self_efficacies",
    "refresher_memories",
    "stories",
    "story_texts",
];

/// Change without a fact: nothing in them is evidence.
pub const OPERATIONAL_TABLES: &[&str] = &[
    "import_employments",
    "imports",
    "jobs",
    "module_progress",
    "one_time_tokens",
    "receipts",
    "refresher_questions",
    "rule_notices",
    "seaql_migrations",
    "sessions",
    "story_drafts",
    "story_reads",
    "throttles",
    "unsealed",
];
