//! The people of the demo company: one for each role at least.

use crate::{
    Ctx, Result,
    accounts::{AddPerson, GrantRole, setup::give_password},
    store::Store,
};
use domain::{
    accounts::{Role, Scope},
    ids::PersonId,
    language::Language,
};

/// How to sign in as somebody of the demo company.
#[derive(Clone, Debug)]
pub struct DemoSignIn {
    /// What they are trusted with.
    pub role: Role,
    /// Their name.
    pub name: &'static str,
    /// What they sign in with.
    pub employee_number: &'static str,
    /// The same, as an address.
    pub email: &'static str,
}

const KO: Language = Language::Ko;
const EN: Language = Language::En;

/// Hanbit Pharma (한빛제약) is made up, as is everyone in it.
const PEOPLE: &[(&str, &str, &str, Language, Role)] = &[
    (
        "김민지",
        "HB-1001",
        "minji.kim@hanbit.example",
        KO,
        Role::Employee,
    ),
    (
        "박서준",
        "HB-1002",
        "seojun.park@hanbit.example",
        KO,
        Role::Author,
    ),
    (
        "이수연",
        "HB-1003",
        "suyeon.lee@hanbit.example",
        KO,
        Role::Reviewer,
    ),
    (
        "최하늘",
        "HB-1004",
        "haneul.choi@hanbit.example",
        KO,
        Role::CommsEditor,
    ),
    (
        "정우진",
        "HB-1005",
        "woojin.jung@hanbit.example",
        KO,
        Role::Hr,
    ),
    (
        "한지원",
        "HB-1006",
        "jiwon.han@hanbit.example",
        KO,
        Role::Auditor,
    ),
    (
        "오세훈",
        "HB-1007",
        "sehun.oh@hanbit.example",
        KO,
        Role::Administrator,
    ),
    (
        "Emma Clarke",
        "HB-2001",
        "emma.clarke@hanbit.example",
        EN,
        Role::Employee,
    ),
    (
        "Tom Baker",
        "HB-2002",
        "tom.baker@hanbit.example",
        EN,
        Role::Hr,
    ),
    (
        "Priya Shah",
        "HB-2003",
        "priya.shah@hanbit.example",
        EN,
        Role::Reviewer,
    ),
    (
        "윤도현",
        "HB-1008",
        "dohyun.yoon@hanbit.example",
        KO,
        Role::Employee,
    ),
    (
        "강나래",
        "HB-1009",
        "narae.kang@hanbit.example",
        KO,
        Role::Employee,
    ),
    (
        "오하린",
        "HB-1010",
        "harin.oh@hanbit.example",
        KO,
        Role::Employee,
    ),
    (
        "Daniel Reyes",
        "HB-2004",
        "daniel.reyes@hanbit.example",
        EN,
        Role::Employee,
    ),
];

/// One sign-in for each role.
pub fn sign_ins() -> impl Iterator<Item = DemoSignIn> {
    Role::ALL.into_iter().filter_map(|wanted| {
        let (name, number, email, _, role) = PEOPLE.iter().find(|p| p.4 == wanted)?;
        Some(DemoSignIn {
            role: *role,
            name,
            employee_number: number,
            email,
        })
    })
}

/// Adds everyone, with the same password.
pub(super) async fn create(store: &Store, ctx: &Ctx, password: &str) -> Result<()> {
    for (name, number, email, language, role) in PEOPLE {
        let zone = if *language == EN {
            "Europe/London"
        } else {
            "Asia/Seoul"
        };
        let add = AddPerson {
            name: (*name).to_owned(),
            employee_number: (*number).to_owned(),
            email: Some((*email).to_owned()),
            language: *language,
            time_zone: zone.to_owned(),
        };
        let person: PersonId = store.write(&ctx.with_new_key(), add).await?;
        if *role != Role::Employee {
            let reason = "demo company".to_owned();
            let grant = GrantRole {
                person,
                role: *role,
                scope: Scope::All,
                reason,
            };
            store.write(&ctx.with_new_key(), grant).await?;
        }
        give_password(store, ctx, person, password).await?;
    }
    Ok(())
}
