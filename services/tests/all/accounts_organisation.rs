//! Legal entities, departments, employments, and what a grant's scope covers.

use crate::support::{TestDb, db_test};
use domain::{
    accounts::{EmploymentKind, Role, Scope},
    ids::{DepartmentId, EmploymentId, LegalEntityId, PersonId},
};
use services::{
    Error,
    accounts::{
        AddDepartment, AddLegalEntity, ChangeDepartment, ChangeEmployment, DeactivatePerson,
        EndEmployment, GrantRole, Hire, NewTerms, SetLeave, employments,
        organisation::Organisation, queries,
    },
};
use time::{Date, macros::date};

pub const START: Date = date!(2026 - 01 - 01);

/// A small group: Seoul with sales over field sales, and London with medical.
pub struct Group {
    pub seoul: LegalEntityId,
    pub london: LegalEntityId,
    pub sales: DepartmentId,
    pub field: DepartmentId,
    pub medical: DepartmentId,
}

pub async fn department(
    db: &TestDb,
    code: &str,
    legal_entity: LegalEntityId,
    parent: Option<DepartmentId>,
) -> DepartmentId {
    let add = AddDepartment {
        code: code.into(),
        name_ko: format!("{code} 부서"),
        name_en: code.into(),
        parent,
        legal_entity,
        from: START,
    };
    db.store.write(&db.system(), add).await.unwrap()
}

pub async fn group(db: &TestDb) -> Group {
    let entity = |code: &str| AddLegalEntity {
        code: code.into(),
        name_ko: "한빛제약".into(),
        name_en: code.into(),
    };
    let seoul = db.store.write(&db.system(), entity("HBP")).await.unwrap();
    let london = db.store.write(&db.system(), entity("HBUK")).await.unwrap();
    let sales = department(db, "SALES", seoul, None).await;
    let field = department(db, "FIELD", seoul, Some(sales)).await;
    let medical = department(db, "MED", london, None).await;
    Group {
        seoul,
        london,
        sales,
        field,
        medical,
    }
}

pub fn terms(legal_entity: LegalEntityId, department: DepartmentId) -> NewTerms {
    NewTerms {
        legal_entity,
        department,
        manager: None,
        job_role: "MR".into(),
        location: "Seoul".into(),
        time_zone: "Asia/Seoul".into(),
        kind: EmploymentKind::Employee,
    }
}

pub async fn hire(db: &TestDb, person: PersonId, terms: NewTerms) -> EmploymentId {
    let hire = Hire {
        person,
        from: START,
        to: None,
        terms,
    };
    db.store.write(&db.system(), hire).await.unwrap()
}

pub async fn grant(db: &TestDb, person: PersonId, role: Role, scope: Scope) {
    let give = GrantRole {
        person,
        role,
        scope,
        reason: "test".into(),
    };
    db.store.write(&db.system(), give).await.unwrap();
}

fn code(error: &Error) -> (&str, &str) {
    match error {
        Error::Invalid(fields) => (fields[0].field, fields[0].code),
        _ => ("", ""),
    }
}

async fn seen(db: &TestDb, by: PersonId) -> Vec<String> {
    let list = queries::people(&db.store, &db.as_person(by), &Default::default(), 1, 50)
        .await
        .unwrap();
    assert_eq!(list.total as usize, list.rows.len());
    let mut numbers: Vec<_> = list
        .rows
        .iter()
        .map(|r| r.employee_number.to_string())
        .collect();
    numbers.sort();
    numbers
}

db_test! {
    async fn a_scope_covers_its_department_and_all_below_today(db: TestDb) {
        let g = group(&db).await;
        let hr = db.person("hr", Role::Employee).await;
        let (a, b, c) = (
            db.person("a", Role::Employee).await,
            db.person("b", Role::Employee).await,
            db.person("c", Role::Employee).await,
        );
        db.person("d", Role::Employee).await;
        let in_sales = hire(&db, a, terms(g.seoul, g.sales)).await;
        hire(&db, b, terms(g.seoul, g.field)).await;
        hire(&db, c, terms(g.london, g.medical)).await;
        let before = queries::people(&db.store, &db.as_person(hr), &Default::default(), 1, 50).await;
        assert!(matches!(before, Err(Error::Forbidden)));

        grant(&db, hr, Role::Hr, Scope::Department(g.sales)).await;
        assert_eq!(seen(&db, hr).await, ["A", "B"]);
        queries::person(&db.store, &db.as_person(hr), b).await.unwrap();
        let outside = queries::person(&db.store, &db.as_person(hr), c).await;
        assert!(matches!(outside, Err(Error::NotFound)));
        let leave = |person| DeactivatePerson { person, reason: "left".into() };
        db.store.write(&db.as_person(hr), leave(b)).await.unwrap();
        let outside = db.store.write(&db.as_person(hr), leave(c)).await;
        assert!(matches!(outside, Err(Error::Forbidden)), "{outside:?}");

        // A move that lies ahead changes nothing today; one that has come does.
        let away = |from| ChangeEmployment { employment: in_sales, from, terms: terms(g.london, g.medical), reason: String::new() };
        db.store.write(&db.system(), away(date!(2026-12-01))).await.unwrap();
        assert_eq!(seen(&db, hr).await, ["A", "B"]);
        db.clock.advance(time::Duration::days(10));
        assert_eq!(seen(&db, hr).await, ["B"]);

        grant(&db, hr, Role::Auditor, Scope::LegalEntity(g.london)).await;
        assert_eq!(seen(&db, hr).await, ["A", "B", "C"]);
        let still_auditor = db.store.write(&db.as_person(hr), leave(c)).await;
        assert!(matches!(still_auditor, Err(Error::Forbidden)), "{still_auditor:?}");
        grant(&db, hr, Role::Hr, Scope::All).await;
        assert_eq!(seen(&db, hr).await, ["A", "B", "C", "D", "HR"]);
    }

    async fn nobody_reaches_further_by_hiring(db: TestDb) {
        let g = group(&db).await;
        let hr = db.person("hr", Role::Employee).await;
        grant(&db, hr, Role::Hr, Scope::Department(g.sales)).await;
        let free = db.person("a", Role::Employee).await;
        let other = db.person("b", Role::Employee).await;
        hire(&db, other, terms(g.london, g.medical)).await;
        let hire = |person, terms| Hire { person, from: START, to: None, terms };
        let ctx = || db.as_person(hr);
        db.store.write(&ctx(), hire(free, terms(g.seoul, g.field))).await.unwrap();
        for refused in [hire(other, terms(g.seoul, g.field)), hire(free, terms(g.london, g.medical))] {
            let answer = db.store.write(&ctx(), refused).await;
            assert!(matches!(answer, Err(Error::Forbidden)), "{answer:?}");
        }
    }

    async fn a_department_never_lies_under_itself(db: TestDb) {
        let g = group(&db).await;
        let change = |department, parent, from| ChangeDepartment {
            department, parent, from, legal_entity: g.seoul, name_ko: "새 이름".into(), name_en: "New".into(),
        };
        let under_itself = db.store.write(&db.system(), change(g.sales, Some(g.field), START)).await.unwrap_err();
        assert_eq!(code(&under_itself), ("parent", "circle"));
        // Field sales will stand by itself from July on: from then on sales may lie under it, not before.
        let july = date!(2026-07-01);
        db.store.write(&db.system(), change(g.field, None, july)).await.unwrap();
        let too_early = db.store.write(&db.system(), change(g.sales, Some(g.field), date!(2026-06-30))).await.unwrap_err();
        assert_eq!(code(&too_early), ("parent", "circle"));
        db.store.write(&db.system(), change(g.sales, Some(g.field), july)).await.unwrap();
        // And what is planned for later is seen by a change for today.
        let back = db.store.write(&db.system(), change(g.field, Some(g.sales), date!(2026-08-01))).await.unwrap_err();
        assert_eq!(code(&back), ("parent", "circle"));
        let organisation = Organisation::read(db.store.read()).await.unwrap();
        assert_eq!(organisation.tree(date!(2026-06-30)).path(g.field), [g.field, g.sales]);
        assert_eq!(organisation.tree(july).path(g.sales), [g.sales, g.field]);
        let before = db.store.write(&db.system(), change(g.field, None, date!(2025-12-31))).await.unwrap_err();
        assert_eq!(code(&before), ("from", "not_begun"));
    }

    async fn the_past_has_an_answer_as_it_was_known(db: TestDb) {
        let g = group(&db).await;
        let person = db.person("a", Role::Employee).await;
        let post = hire(&db, person, terms(g.seoul, g.sales)).await;
        let known_before = domain::audit::canonical::micros(db.clock.now());
        db.clock.advance(time::Duration::hours(1));
        // Recorded in November: they had been on leave since June.
        let june = date!(2026-06-30);
        let leave = SetLeave { employment: post, from: date!(2026-06-01), on_leave: true };
        db.store.write(&db.system(), leave).await.unwrap();
        let on_leave = async |known_at| {
            use services::entity::employments::Column;
            let mut select = employments::in_force(june, known_at);
            select.expr(employments::post(Column::OnLeave));
            let statement = db.store.backend().build(&select);
            let rows = sea_orm::ConnectionTrait::query_all_raw(db.store.read(), statement).await.unwrap();
            rows.iter().map(|r| r.try_get_by_index::<bool>(0).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(on_leave(None).await, [true]);
        assert_eq!(on_leave(Some(known_before)).await, [false]);
        assert_eq!(on_leave(Some(known_before - 1)).await, [] as [bool; 0]);
    }

    async fn a_post_ends_and_its_plans_with_it(db: TestDb) {
        let g = group(&db).await;
        let person = db.person("a", Role::Employee).await;
        let post = hire(&db, person, terms(g.seoul, g.sales)).await;
        let ctx = || db.system();
        let change = |from| ChangeEmployment { employment: post, from, terms: terms(g.seoul, g.field), reason: "reorganisation".into() };
        db.store.write(&ctx(), change(date!(2027-01-01))).await.unwrap();
        let end = |last| EndEmployment { employment: post, last, reason: "left".into() };
        db.store.write(&ctx(), end(date!(2026-11-30))).await.unwrap();
        let (_, timeline) = employments::timeline(db.store.read(), post).await.unwrap();
        assert_eq!(timeline.ends(), Some(date!(2026-11-30)));
        let late = db.store.write(&ctx(), change(date!(2026-12-01))).await.unwrap_err();
        assert_eq!(code(&late), ("from", "ended"));
        let early = db.store.write(&ctx(), end(date!(2025-12-31))).await.unwrap_err();
        assert_eq!(code(&early), ("last", "not_begun"));
        let twice = db.store.write(&ctx(), end(date!(2026-11-30))).await.unwrap_err();
        assert_eq!(code(&twice), ("last", "unchanged"));
    }

    async fn terms_name_what_is_there(db: TestDb) {
        let g = group(&db).await;
        let person = db.person("a", Role::Employee).await;
        let with = |change: fn(&mut NewTerms)| {
            let mut terms = terms(g.seoul, g.sales);
            change(&mut terms);
            Hire { person, from: START, to: None, terms }
        };
        for (hire, field, why) in [
            (with(|t| t.job_role = " ".into()), "job_role", "required"),
            (with(|t| t.time_zone = "Mars/Base".into()), "time_zone", "time_zone"),
            (with(|t| t.department = DepartmentId::from_uuid(t.legal_entity.as_uuid())), "department", "unknown"),
            (Hire { to: Some(date!(2025-12-31)), ..with(|_| ()) }, "to", "before_start"),
            (Hire { from: date!(2025-12-31), ..with(|_| ()) }, "department", "unknown"),
            (Hire { terms: NewTerms { manager: Some(person), ..terms(g.seoul, g.sales) }, ..with(|_| ()) }, "manager", "oneself"),
        ] {
            let error = db.store.write(&db.system(), hire).await.unwrap_err();
            assert_eq!(code(&error), (field, why));
        }
        assert_eq!(db.number("SELECT CAST(count(*) AS BIGINT) FROM employments").await, 0);
    }

    async fn what_was_recorded_of_the_organisation_stays(db: TestDb) {
        let g = group(&db).await;
        let person = db.person("a", Role::Employee).await;
        hire(&db, person, terms(g.seoul, g.sales)).await;
        for table in ["employments", "department_versions", "departments", "legal_entities"] {
            for change in [format!("UPDATE {table} SET recorded_at = 0"), format!("DELETE FROM {table}")] {
                let error = db.sql(&change).await.expect_err(&change).to_string();
                assert!(error.contains("is insert-only"), "{error}");
            }
        }
    }
}
