//! What the forms of the organisation, of posts and of files of people are filled in for.

use crate::support::TestApp;
use domain::{
    accounts::{EmploymentKind, Role},
    ids::PersonId,
};
use services::accounts::{
    AddDepartment, AddLegalEntity, DeactivatePerson, Hire, NewTerms, import::UploadImport,
};
use time::macros::date;

/// A legal entity, a department, a post of the person in it, somebody who has left, and a file.
pub async fn words(app: &TestApp, person: PersonId) -> Vec<(&'static str, String)> {
    let db = &app.db;
    let ctx = || db.system();
    let code = format!("U{}", &person.to_string()[24..]);
    let from = date!(2026 - 01 - 01);
    let entity = AddLegalEntity {
        code: code.clone(),
        name_ko: "한빛제약".into(),
        name_en: "Hanbit".into(),
    };
    let entity = db.store.write(&ctx(), entity).await.unwrap();
    let department = AddDepartment {
        code: code.clone(),
        name_ko: "영업".into(),
        name_en: "Sales".into(),
        parent: None,
        legal_entity: entity,
        from,
    };
    let department = db.store.write(&ctx(), department).await.unwrap();
    let terms = NewTerms {
        legal_entity: entity,
        department,
        manager: None,
        job_role: "MR".into(),
        location: "Seoul".into(),
        time_zone: "Asia/Seoul".into(),
        kind: EmploymentKind::Employee,
    };
    let hire = Hire {
        person,
        from,
        to: None,
        terms,
    };
    let post = db.store.write(&ctx(), hire).await.unwrap();
    let gone = app.person(Role::Employee).await;
    let leave = DeactivatePerson {
        person: gone,
        reason: "left".into(),
    };
    db.store.write(&ctx(), leave).await.unwrap();
    let file = format!("employee_number,name\nI-{code},Somebody New\n");
    let file = UploadImport::of(file.as_bytes(), "file").unwrap();
    let import = db.store.write(&ctx(), file).await.unwrap();
    vec![
        ("entity", entity.to_string()),
        ("department", department.to_string()),
        ("post", post.to_string()),
        ("gone", gone.to_string()),
        ("import", import.to_string()),
        ("code", code),
    ]
}
