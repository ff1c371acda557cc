//! The policy: which role may do what, over what. Anything that is not here is denied.
//!
//! `docs/permissions.md` is this table for people; a test keeps the two equal.

use crate::accounts::Role;
use serde::{Deserialize, Serialize};

/// How far a role's permission for an action reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Access {
    /// Not at all.
    Never,
    /// Over what is the person's own.
    Own,
    /// Over the scope of the grant.
    Scoped,
    /// Over everything.
    All,
}

use Access::{All, Never, Own, Scoped};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $text:literal,
       [$e:ident, $a:ident, $r:ident, $c:ident, $h:ident, $u:ident, $m:ident];)+) => {
        /// What can be done.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum Action { $(#[doc = $text] $name),+ }

        impl Action {
            /// All actions, by feature.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name: feature, dot, what is done.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// In plain English, for the permission table.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// One column a role, in the order of [`Role::ALL`].
            const fn row(self) -> [Access; 7] {
                match self { $(Self::$name => [$e, $a, $r, $c, $h, $u, $m]),+ }
            }
        }
    };
}

actions! {
    //                                                                  employee author reviewer comms  hr      auditor admin
    HomeView, "accounts.view_home", "See one's own home page",
        [Own, Own, Own, Own, Own, Own, Own];
    ProfileView, "accounts.view_profile", "See and change one's own profile and sessions",
        [Own, Own, Own, Own, Own, Own, Own];
    PeopleView, "accounts.view_people", "See people and their employments",
        [Never, Never, Never, Never, Scoped, Scoped, All];
    PeopleManage, "accounts.manage_people", "Add, change and deactivate people",
        [Never, Never, Never, Never, Scoped, Never, All];
    PeopleImport, "accounts.import_people", "Import people from a file",
        [Never, Never, Never, Never, Scoped, Never, All];
    OrganisationManage, "accounts.manage_organisation", "Change legal entities and departments",
        [Never, Never, Never, Never, Scoped, Never, All];
    GrantsManage, "accounts.manage_grants", "Give and take away roles",
        [Never, Never, Never, Never, Never, Never, All];
    InvitationsSend, "accounts.send_invitations", "Invite people and help them sign in",
        [Never, Never, Never, Never, Scoped, Never, All];
    ContentRead, "content.read", "Read published courses",
        [All, All, All, All, All, All, All];
    ContentImport, "content.import", "Bring in new versions of courses, and look them over",
        [Never, Scoped, Never, Scoped, Never, Never, All];
    ContentPublish, "content.publish", "Make a version of a course current",
        [Never, Never, Never, Scoped, Never, Never, All];
    RulesView, "content.view_rules", "See how rule cards stand and who confirmed them for the company",
        [Never, All, All, All, All, All, All];
    RulesConfirm, "content.confirm_rules", "Confirm rule cards for the company, and take a confirmation back",
        [Never, Never, Scoped, Never, Never, Never, Never];
    AttemptTake, "assessment.take_attempt", "Work through scenarios and quizzes",
        [Own, Own, Own, Own, Own, Own, Own];
    ConfidenceOwn, "assessment.own_confidence", "See how well one's certainty meets truth, say how sure one is before and after a course, and erase what is kept of that",
        [Own, Own, Own, Own, Own, Own, Own];
    ChallengeMake, "assessment.challenge", "Say what is wrong with a question one has answered",
        [Own, Own, Own, Own, Own, Own, Own];
    ChallengesAnswer, "assessment.answer_challenges", "Read what is said of questions, not by whom, and answer it",
        [Never, Scoped, Never, Scoped, Never, Never, Never];
    StatisticsView, "assessment.view_statistics", "See how questions are answered, never by person",
        [Never, Scoped, Never, Scoped, Never, Never, Never];
    TrainingTake, "training.take", "Read modules, keep one's place in them and finish them",
        [Own, Own, Own, Own, Own, Own, Own];
    TrainingAssign, "training.assign", "Assign courses with a deadline and a reason, and take them back",
        [Never, Never, Never, Never, Scoped, Never, Never];
    TrainingOversee, "training.oversee", "See how far others are with their courses, and why a date is what it is",
        [Never, Never, Never, Never, Scoped, Scoped, Never];
    CompletionsView, "training.view_completions", "See who completed what",
        [Own, Own, Own, Own, Scoped, Scoped, Own];
    CompletionsExport, "reporting.export_completions", "Export who completed what",
        [Never, Never, Never, Never, Scoped, Scoped, Never];
    StoriesRead, "stories.read", "Read published success stories",
        [All, All, All, All, All, All, All];
    StoriesWrite, "stories.write", "Tell one's own success story",
        [Own, Own, Own, Own, Own, Own, Own];
    StoriesSignOff, "stories.sign_off", "Sign off a story that somebody else told",
        [Never, Never, Scoped, Never, Never, Never, Never];
    StoriesPublish, "stories.publish", "Publish a story that was signed off",
        [Never, Never, Never, Scoped, Never, Never, Never];
    StoriesWithdraw, "stories.withdraw", "Take a story back",
        [Own, Own, Own, Scoped, Own, Own, Own];
    StoriesErase, "stories.erase", "Erase the words of a withdrawn story: one's own, or another's at their request",
        [Own, Own, Own, Scoped, Own, Own, Own];
    AuditView, "audit.view", "Look at the log",
        [Never, Never, Never, Never, Never, All, All];
    AuditVerify, "audit.verify", "Verify that no record was altered",
        [Never, Never, Never, Never, Never, All, All];
    SettingsManage, "accounts.manage_settings", "Change the settings of the installation",
        [Never, Never, Never, Never, Never, Never, All];
    BackupMake, "audit.make_backup", "Make a backup",
        [Never, Never, Never, Never, Never, Never, All];
    UiCatalogueView, "accounts.view_ui_catalogue", "See the pieces that pages are made of",
        [Never, Never, Never, Never, Never, Never, All];
}

/// How far this role's permission for this action reaches.
#[must_use]
pub fn access(role: Role, action: Action) -> Access {
    let column = Role::ALL.iter().position(|r| *r == role);
    column.map_or(Never, |c| action.row()[c])
}

/// The permission table in Markdown, for people who read no code.
#[must_use]
pub fn table() -> String {
    let mut out = String::from(
        "# Who may do what\n\n\
         Written from the policy in `domain/src/policy.rs`; a test keeps them equal. What is not in this table nobody may do.\n\n\
         - **yes**: over everything\n\
         - **in scope**: over the companies, departments or courses the role was given for\n\
         - **own**: over what is the person's own\n\
         - —: not at all\n\n\
         Everyone who may sign in is an employee; other roles come on top. Nobody signs off their own story.\n\n",
    );
    out.push_str("| what | employee | author | reviewer | comms editor | HR | auditor | administrator | code |\n");
    out.push_str("|---|---|---|---|---|---|---|---|---|\n");
    for action in Action::ALL {
        out.push_str(&format!("| {} |", action.description()));
        for access in action.row() {
            out.push_str(match access {
                Never => " — |",
                Own => " own |",
                Scoped => " in scope |",
                All => " yes |",
            });
        }
        out.push_str(&format!(" `{}` |\n", action.code()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn the_page_for_people_is_this_table() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/permissions.md");
        if std::env::var_os("JASIN_BLESS").is_some() {
            fs::write(&page, table()).unwrap();
        }
        let written = fs::read_to_string(&page).unwrap_or_default();
        assert!(
            written == table(),
            "docs/permissions.md differs: JASIN_BLESS=1 cargo test -p domain writes it again"
        );
    }

    #[test]
    fn codes_are_unique_and_name_a_feature() {
        let codes: BTreeSet<_> = Action::ALL.iter().map(|a| a.code()).collect();
        assert_eq!(codes.len(), Action::ALL.len());
        let features = [
            "accounts",
            "content",
            "assessment",
            "training",
            "stories",
            "reporting",
            "audit",
        ];
        for code in codes {
            assert!(
                features.contains(&code.split('.').next().unwrap()),
                "{code}"
            );
        }
    }

    #[test]
    fn only_an_administrator_gives_roles_and_nobody_signs_off_by_default() {
        for role in Role::ALL {
            assert_eq!(
                access(role, Action::GrantsManage) == Never,
                role != Role::Administrator
            );
            assert_eq!(
                access(role, Action::StoriesSignOff) == Never,
                role != Role::Reviewer
            );
        }
    }
}
