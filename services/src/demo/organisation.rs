//! Where the people of the demo company work: two legal entities, a small tree of departments, a post each.

use crate::{
    Ctx, Error, Result,
    accounts::{AddDepartment, AddLegalEntity, Hire, NewTerms},
    entity::people,
    store::Store,
};
use domain::{
    accounts::EmploymentKind,
    ids::{DepartmentId, LegalEntityId, PersonId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use time::{Date, macros::date};

/// The day from which everything holds.
const START: Date = date!(2024 - 01 - 02);

/// Code, Korean and English name, the code of the department above.
const DEPARTMENTS: &[(&str, &str, &str, Option<&str>)] = &[
    ("CORP", "경영지원본부", "Corporate services", None),
    ("COMMS", "커뮤니케이션팀", "Communications", Some("CORP")),
    ("HR", "인사팀", "Human resources", Some("CORP")),
    ("IT", "IT팀", "Information technology", Some("CORP")),
    ("SCIENCE", "의학·허가본부", "Medical and regulatory", None),
    ("MEDICAL", "의학부", "Medical affairs", Some("SCIENCE")),
    (
        "REGULATORY",
        "허가팀",
        "Regulatory affairs",
        Some("SCIENCE"),
    ),
    ("SAFETY", "약물감시팀", "Drug safety", Some("SCIENCE")),
    ("SALES", "영업본부", "Sales", None),
];

/// Number, whether in London, department, job role, manager's number.
const POSTS: &[(&str, bool, &str, &str, Option<&str>)] = &[
    ("HB-1001", false, "SALES", "MR", Some("HB-1008")),
    (
        "HB-1002",
        false,
        "MEDICAL",
        "교육 콘텐츠 담당",
        Some("HB-1003"),
    ),
    ("HB-1003", false, "REGULATORY", "허가팀장", None),
    ("HB-1004", false, "COMMS", "커뮤니케이션팀장", None),
    ("HB-1005", false, "HR", "인사팀장", None),
    ("HB-1006", false, "CORP", "내부감사 담당", None),
    ("HB-1007", false, "IT", "IT팀장", None),
    ("HB-1008", false, "SALES", "영업팀장", None),
    ("HB-1009", false, "SAFETY", "약물감시 담당", Some("HB-1003")),
    ("HB-1010", false, "SALES", "MR", Some("HB-1008")),
    (
        "HB-2001",
        true,
        "MEDICAL",
        "Medical science liaison",
        Some("HB-2003"),
    ),
    (
        "HB-2002",
        true,
        "HR",
        "HR business partner",
        Some("HB-1005"),
    ),
    (
        "HB-2003",
        true,
        "MEDICAL",
        "Medical affairs lead",
        Some("HB-1003"),
    ),
    (
        "HB-2004",
        true,
        "COMMS",
        "Communications officer",
        Some("HB-1004"),
    ),
];

/// Founds the organisation and hires everyone into it.
pub(super) async fn create(store: &Store, ctx: &Ctx) -> Result<()> {
    let seoul = entity(store, ctx, "HBP", "한빛제약", "Hanbit Pharma").await?;
    let london = entity(store, ctx, "HBUK", "한빛 영국", "Hanbit UK Ltd").await?;
    let mut departments: BTreeMap<&str, DepartmentId> = BTreeMap::new();
    for (code, name_ko, name_en, parent) in DEPARTMENTS {
        let add = AddDepartment {
            code: (*code).to_owned(),
            name_ko: (*name_ko).to_owned(),
            name_en: (*name_en).to_owned(),
            parent: parent.and_then(|p| departments.get(p).copied()),
            legal_entity: seoul,
            from: START,
        };
        let id = store.write(&ctx.with_new_key(), add).await?;
        departments.insert(code, id);
    }
    for (number, in_london, department, job_role, manager) in POSTS {
        let (legal_entity, location, time_zone) = if *in_london {
            (london, "London", "Europe/London")
        } else {
            (seoul, "서울", "Asia/Seoul")
        };
        let manager = match manager {
            Some(number) => Some(person(store, number).await?),
            None => None,
        };
        let terms = NewTerms {
            legal_entity,
            department: *departments
                .get(department)
                .ok_or_else(|| Error::internal("a department of the demo is missing"))?,
            manager,
            job_role: (*job_role).to_owned(),
            location: location.to_owned(),
            time_zone: time_zone.to_owned(),
            kind: EmploymentKind::Employee,
        };
        let hire = Hire {
            person: person(store, number).await?,
            from: START,
            to: None,
            terms,
        };
        store.write(&ctx.with_new_key(), hire).await?;
    }
    Ok(())
}

async fn entity(
    store: &Store,
    ctx: &Ctx,
    code: &str,
    name_ko: &str,
    name_en: &str,
) -> Result<LegalEntityId> {
    let add = AddLegalEntity {
        code: code.to_owned(),
        name_ko: name_ko.to_owned(),
        name_en: name_en.to_owned(),
    };
    store.write(&ctx.with_new_key(), add).await
}

async fn person(store: &Store, number: &str) -> Result<PersonId> {
    let found = people::Entity::find()
        .filter(people::Column::EmployeeNumber.eq(number))
        .one(store.read())
        .await?;
    found
        .map(|p| PersonId::from_uuid(p.id))
        .ok_or_else(|| Error::internal("somebody of the demo is missing"))
}
