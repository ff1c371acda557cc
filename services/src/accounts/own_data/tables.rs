//! Every table that holds something about people, and how its rows lead to one. A test fails when a table is on
//! neither list: a feature that adds one adds its line here.

use crate::accounts::merge::ROWS_OF_1;

/// A table whose rows belong to a person.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    /// Its name.
    pub table: &'static str,
    /// The column that leads to the person.
    pub column: &'static str,
    /// What the column is among; `{me}` stands for the person and the duplicates merged into them.
    among: &'static str,
}

impl Holding {
    /// A table with the person's id in a column.
    const fn own(table: &'static str, column: &'static str) -> Self {
        Self::through(table, column, "{me}")
    }

    /// A table that leads to the person through others.
    const fn through(table: &'static str, column: &'static str, among: &'static str) -> Self {
        Self {
            table,
            column,
            among,
        }
    }

    /// The rows of the person whose id is `$1`.
    #[must_use]
    pub fn select(&self) -> String {
        let Self {
            table,
            column,
            among,
        } = self;
        let among = among.replace("{me}", ROWS_OF_1);
        format!("SELECT t.* FROM {table} t WHERE t.{column} IN {among}")
    }
}

const STORIES: &str = "(SELECT s.id FROM stories s WHERE s.author_id IN {me})";

const CHALLENGES: &str = "(SELECT c.id FROM challenges c WHERE c.person_id IN {me})";

/// What is kept about a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::own("people", "id"),
    Holding::own("employments", "person_id"),
    Holding::own("import_people", "person_id"),
    Holding::own("import_employments", "person_id"),
    Holding::own("grants", "person_id"),
    Holding::own("identities", "person_id"),
    Holding::own("sessions", "person_id"),
    Holding::own("one_time_tokens", "person_id"),
    Holding::own("jobs", "person_id"),
    Holding::own("assignments", "person_id"),
    Holding::through(
        "extra_attempts",
        "assignment_id",
        "(SELECT a.id FROM assignments a WHERE a.person_id IN {me})",
    ),
    Holding::own("accommodations", "person_id"),
    Holding::own("module_progress", "person_id"),
    Holding::own("module_finishes", "person_id"),
    Holding::own("completions", "person_id"),
    Holding::own("attempts", "person_id"),
    Holding::through(
        "attempt_events",
        "attempt_id",
        "(SELECT a.id FROM attempts a WHERE a.person_id IN {me})",
    ),
    Holding::own("challenges", "person_id"),
    Holding::through("challenge_answers", "challenge_id", CHALLENGES),
    Holding::through(
        "challenge_texts",
        "id",
        "(SELECT c.id FROM challenges c WHERE c.person_id IN {me} UNION ALL \
          SELECT a.id FROM challenge_answers a JOIN challenges c ON c.id = a.challenge_id WHERE c.person_id IN {me})",
    ),
    Holding::own("refresher_memories", "person_id"),
    Holding::own("refresher_questions", "person_id"),
    Holding::own("story_drafts", "author_id"),
    Holding::own("stories", "author_id"),
    Holding::through("story_versions", "story_id", STORIES),
    Holding::through(
        "story_texts",
        "hash",
        "(SELECT v.hash FROM story_versions v JOIN stories s ON s.id = v.story_id WHERE s.author_id IN {me})",
    ),
    Holding::through("story_publications", "story_id", STORIES),
    Holding::own("sign_offs", "reviewer_id"),
    Holding::own("rule_confirmations", "reviewer_id"),
    Holding::own("story_reads", "person_id"),
    Holding::own("story_uses", "person_id"),
    Holding::through(
        "attempt_certainties",
        "event_id",
        "(SELECT e.id FROM attempt_events e JOIN attempts a ON a.id = e.attempt_id WHERE a.person_id IN {me})",
    ),
    Holding::own("self_efficacies", "person_id"),
];

/// Columns that name a person whose data the row is not, each with the reason.
pub const NOT_THEIRS: &[(&str, &str, &str)] = &[
    (
        "employments",
        "manager_id",
        "the post is somebody else's; that one manages them stands in the organisation",
    ),
    (
        "import_employments",
        "manager_id",
        "the post is somebody else's, as in the employments",
    ),
    (
        "challenges",
        "attempt_id",
        "it leads to the attempt, and the row itself to its person",
    ),
    (
        "sign_offs",
        "hash",
        "the decision is the reviewer's; the author reads it on the story's page",
    ),
    (
        "story_publications",
        "hash",
        "it leads to the story, and the story to its author",
    ),
    (
        "story_reads",
        "story_id",
        "who read is the reader's own; the author sees a number",
    ),
    (
        "story_uses",
        "story_id",
        "who used it is the user's own; the author sees a number",
    ),
    (
        "people",
        "merged_into",
        "the duplicate's rows are given to the person who was kept",
    ),
];

/// Columns that are secrets, or mean nothing outside the database: left out of the file.
pub const SECRETS: &[&str] = &["secret_hash", "token_hash", "salt", "lease"];
