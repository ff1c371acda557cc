//! Courses from files to pages: checked, imported, published, compared, on both databases.

use crate::support::{TestDb, db_test};
use domain::{
    accounts::{Role, Scope},
    compare::Piece,
    content::{ContentHash, Kind, Slug},
    ids::PersonId,
    language::Language,
};
use services::{
    Ctx, Error,
    accounts::GrantRole,
    content::{
        Change, Checked, Files, Imported, PublishCourse, Setting, TypedEarlier,
        candidates::{self, PartChange},
        check, check_with,
        compare::{Place, What},
        export,
        model::Part,
        queries, read_folder,
    },
    ctx::Key,
};
use std::{collections::BTreeSet, path::Path};

/// What ships.
pub(crate) fn shipped() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    read_folder(&folder).unwrap()
}

/// The course that docs/content-format.md tells people to copy.
pub(crate) fn example() -> Files {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/content-format.md");
    let page = std::fs::read_to_string(page).unwrap();
    let mut files = Files::new();
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once("`\n\n```markdown\n") {
        let name = before.rsplit('`').next().unwrap();
        let (text, after) = after.split_once("```\n").unwrap();
        files.insert(name.to_owned(), text.to_owned().into_bytes());
        rest = after;
    }
    files
}

pub(crate) fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

/// The files with one place written anew.
pub(crate) fn with(mut files: Files, path: &str, from: &str, to: &str) -> Files {
    let old = text(&files, path);
    assert!(old.contains(from), "{path} has no {from:?}");
    files.insert(path.to_owned(), old.replacen(from, to, 1).into_bytes());
    files
}

pub(crate) fn shown(checked: &Checked) -> Vec<String> {
    let one = |d: &services::content::Diagnostic| {
        format!(
            "{}:{}:{} {}",
            d.file,
            d.line,
            d.column,
            d.message(Language::En)
        )
    };
    checked.diagnostics.iter().map(one).collect()
}

async fn import(db: &TestDb, files: &Files) -> Imported {
    // Each import is a submission of its own, at a time of its own.
    db.clock.advance(time::Duration::minutes(1));
    let library = check(files).into_library().unwrap();
    services::content::import(&db.store, &db.system(), &library)
        .await
        .unwrap()
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn publish(hash: ContentHash, change: Change) -> PublishCourse {
    PublishCourse {
        slug: slug("first-post"),
        hash,
        change,
        earlier: TypedEarlier::default(),
        reason: "법무 검토를 반영했어요".into(),
    }
}

fn with_key(ctx: Ctx) -> Ctx {
    Ctx {
        key: Key::random(),
        ..ctx
    }
}

async fn editor_of(db: &TestDb, number: &str, course: &str) -> PersonId {
    let person = db.person(number, Role::Employee).await;
    let grant = GrantRole {
        person,
        role: Role::CommsEditor,
        scope: Scope::Course(slug(course)),
        reason: "test".into(),
    };
    db.store.write(&with_key(db.system()), grant).await.unwrap();
    person
}

pub(crate) const WHY: &str = "courses/first-post/ko/why.md";
pub(crate) const ASK: &str = "courses/first-post/en/ask.md";
pub(crate) const TRY: &str = "courses/first-post/ko/try.md";
const VERSIONS: &str = "SELECT CAST(count(*) AS BIGINT) FROM content_versions";

#[test]
fn what_ships_is_clean() {
    // Not even a warning, on the day it was written.
    let checked = check_with(
        &shipped(),
        &Setting {
            today: Some(time::macros::date!(2026 - 11 - 26)),
            against: None,
        },
    );
    assert_eq!(shown(&checked), Vec::<String>::new());
}

#[test]
fn the_course_to_copy_is_clean() {
    let files = example();
    assert_eq!(files.len(), 10);
    assert_eq!(shown(&check(&files)), Vec::<String>::new());
}

db_test! {
    async fn the_first_import_publishes_and_the_second_does_nothing(db: TestDb) {
        let imported = import(&db, &shipped()).await;
        let courses: BTreeSet<Slug> = shipped().keys().filter_map(|path| Some(slug(path.strip_prefix("courses/")?.split_once('/')?.0))).collect();
        assert_eq!(imported.published, courses.into_iter().collect::<Vec<_>>());
        assert_eq!(imported.candidates, []);
        let versions = db.number(VERSIONS).await;
        assert_eq!(usize::try_from(versions).unwrap(), imported.added.len());
        assert_eq!(import(&db, &shipped()).await, Imported::default());
        assert_eq!(db.number(VERSIONS).await, versions);
        for language in Language::ALL {
            let course = queries::course(&db.store, &slug("first-ten-minutes"), language).await.unwrap().unwrap();
            assert_eq!((course.language, course.parts.len()), (language, 4));
            for part in course.parts.iter().filter(|p| p.kind == Kind::Module) {
                let module = queries::module(&db.store, &slug("first-ten-minutes"), &part.slug, language).await.unwrap().unwrap();
                assert!(module.pages.len() >= 5 && module.pages.iter().all(|p| p.html.contains("<h2")));
            }
        }
        let rule = queries::rule(&db.store, &slug("kr-paa-68-8")).await.unwrap().unwrap().1;
        assert!(rule.text[&Language::Ko].contains("한국의약품안전관리원장"));
        assert!(queries::rule(&db.store, &slug("no-such-rule")).await.unwrap().is_none());
    }

    async fn a_change_waits_until_somebody_publishes_it(db: TestDb) {
        import(&db, &example()).await;
        let course = slug("first-post");
        let before = queries::course(&db.store, &course, Language::Ko).await.unwrap().unwrap();
        let changed = with(example(), WHY, "소리 내어 읽어 봐요", "소리 내어 두 번 읽어 봐요");
        let imported = import(&db, &changed).await;
        assert_eq!(imported.added.len(), 2, "the module and the course");
        assert_eq!((imported.candidates, imported.published), (vec![course.clone()], vec![]));
        let still = queries::course(&db.store, &course, Language::Ko).await.unwrap().unwrap();
        assert_eq!(still, before);

        let editor = db.person("E1", Role::CommsEditor).await;
        let ctx = with_key(db.as_person(editor));
        let waiting = candidates::candidates(&db.store, &ctx).await.unwrap();
        let version = waiting[0].version;
        assert_eq!((waiting.len(), waiting[0].title.as_str(), waiting[0].first), (1, "내 첫 글", false));
        let number = db.store.write(&ctx, publish(version, Change::Editorial)).await.unwrap();
        assert_eq!(number, 2);
        let now = queries::course(&db.store, &course, Language::Ko).await.unwrap().unwrap();
        assert_eq!(now.version, version);
        assert_eq!(candidates::candidates(&db.store, &ctx).await.unwrap(), []);
        let facts = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'content_published'";
        assert_eq!(db.number(facts).await, 2);

        // What was read before stays readable, word for word.
        let old = before.parts.iter().find(|p| p.slug.as_str() == "why").unwrap().version;
        let (_, Part::Module(module)) = queries::part_version(&db.store, old, Language::Ko).await.unwrap() else { panic!() };
        assert!(module.body.contains("소리 내어 읽어 봐요"));
        let missing = queries::part_version(&db.store, version, Language::Ko).await;
        assert!(matches!(missing, Err(Error::NotFound)), "a course is no part");
    }

    async fn publishing_has_its_rules(db: TestDb) {
        import(&db, &example()).await;
        let imported = import(&db, &with(example(), WHY, "title: 작게", "title: 아주 작게")).await;
        let version = *imported.added.last().unwrap();
        let employee = db.person("E1", Role::Employee).await;
        let author = db.person("E2", Role::Author).await;
        for person in [employee, author] {
            let ctx = with_key(db.as_person(person));
            let refused = db.store.write(&ctx, publish(version, Change::Material)).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
            assert!(matches!(candidates::candidates(&db.store, &ctx).await, Err(Error::Forbidden)));
        }
        let editor = db.person("E3", Role::CommsEditor).await;
        let as_editor = || with_key(db.as_person(editor));
        for (reason, code) in [("  ".to_owned(), "required"), ("가".repeat(1001), "too_long")] {
            let command = PublishCourse { reason, ..publish(version, Change::Material) };
            let refused = db.store.write(&as_editor(), command).await;
            let Err(Error::Invalid(fields)) = refused else { panic!("{refused:?}") };
            assert_eq!((fields[0].field, fields[0].code), ("reason", code));
        }
        // A part is no course, and a version belongs to its course.
        let part = imported.added[0];
        let refused = db.store.write(&as_editor(), publish(part, Change::Material)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        let other = PublishCourse { slug: slug("other"), ..publish(version, Change::Material) };
        assert!(matches!(db.store.write(&as_editor(), other).await, Err(Error::NotFound)));

        let once = as_editor();
        assert_eq!(db.store.write(&once, publish(version, Change::Material)).await.unwrap(), 2);
        assert_eq!(db.store.write(&once, publish(version, Change::Material)).await.unwrap(), 2, "a double click");
        let again = db.store.write(&as_editor(), publish(version, Change::Material)).await;
        assert!(matches!(again, Err(Error::Conflict("already_current"))), "{again:?}");
        let rows = "SELECT CAST(count(*) AS BIGINT) FROM publications";
        assert_eq!(db.number(rows).await, 2);
    }

    async fn an_editor_of_one_course_sees_and_publishes_that_course(db: TestDb) {
        let all = || shipped().into_iter().chain(example()).collect::<Files>();
        import(&db, &all()).await;
        let imported = import(&db, &with(all(), WHY, "title: 작게", "title: 아주 작게")).await;
        let version = *imported.added.last().unwrap();
        let stranger = db.as_person(editor_of(&db, "E1", "first-ten-minutes").await);
        assert_eq!(candidates::candidates(&db.store, &stranger).await.unwrap(), []);
        let looked = candidates::candidate(&db.store, &stranger, &slug("first-post")).await;
        assert!(matches!(looked, Err(Error::Forbidden)));
        let refused = db.store.write(&with_key(stranger), publish(version, Change::Editorial)).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        let editor = db.as_person(editor_of(&db, "E2", "first-post").await);
        assert_eq!(candidates::candidates(&db.store, &editor).await.unwrap().len(), 1);
        db.store.write(&with_key(editor), publish(version, Change::Editorial)).await.unwrap();
    }

    async fn a_candidate_says_what_it_changes(db: TestDb) {
        import(&db, &example()).await;
        let files = with(example(), ASK, "Tick **everything** that is fine", "Tick **all** that is fine");
        let files = with(files, TRY, "`trust +1` `score 3`", "`trust +2` `score 3`");
        let files = with(files, "courses/first-post/en/try.md", "`trust +1` `score 3`", "`trust +2` `score 3`");
        let files = with(files, "courses/first-post/course.md", "pass_mark: 50", "pass_mark: 80");
        let files = with(files, "rules/our-name-first.md", "in the first line that", "in the very first line that");
        import(&db, &files).await;
        let found = candidates::candidate(&db.store, &db.system(), &slug("first-post")).await.unwrap().unwrap();
        assert_eq!(found.in_force.as_ref().unwrap().number, 1);
        let told: Vec<_> = found.changes.iter().map(tell).collect();
        assert_eq!(told, [
            "course first-post Changed: Field pass_mark",
            "quiz ask Changed: en Section Fine to post",
            "scenario try Changed: ko Section 친구의 댓글, en Section Your friend's comment",
            "rule-card our-name-first Changed: Section English",
        ]);
        let (_, difference) = &found.changes[0].differences[0];
        assert_eq!(difference.lines, [Piece::Gone("50".into()), Piece::New("80".into())]);
        assert_eq!(candidates::candidate(&db.store, &db.system(), &slug("nothing")).await.unwrap(), None);
    }

    async fn parts_come_and_go(db: TestDb) {
        import(&db, &example()).await;
        let mut files = with(example(), "courses/first-post/course.md", "parts: [why, ask, more, try]", "parts: [why, ask, more]");
        files.remove(TRY);
        files.remove("courses/first-post/en/try.md");
        import(&db, &files).await;
        let found = candidates::candidate(&db.store, &db.system(), &slug("first-post")).await.unwrap().unwrap();
        let told: Vec<_> = found.changes.iter().map(tell).collect();
        assert_eq!(told, ["course first-post Changed: Field parts", "scenario try Removed: "]);
        assert_eq!(found.changes[1].title, "첫 댓글");
    }

    async fn versions_become_the_files_they_came_from(db: TestDb) {
        import(&db, &shipped()).await;
        for course in ["first-ten-minutes", "be-transparent"] {
            let files = export::files(&db.store, &slug(course)).await.unwrap();
            assert_eq!(shown(&check(&files)), Vec::<String>::new());
            assert_eq!(import(&db, &files).await, Imported::default());
        }
        let none = export::files(&db.store, &slug("no-such-course")).await;
        assert!(matches!(none, Err(Error::NotFound)));
    }

    async fn two_courses_share_a_rule_card(db: TestDb) {
        let mut files = example();
        for (path, bytes) in example() {
            if let Some(rest) = path.strip_prefix("courses/first-post/") {
                files.insert(format!("courses/second/{rest}"), bytes);
            }
        }
        let files = with(files, "courses/second/course.md", "slug: first-post", "slug: second");
        let imported = import(&db, &files).await;
        assert_eq!(imported.published.len(), 2);
        assert_eq!(imported.added.len(), 1 + 4 + 2, "the card and the parts once, and two courses");
        let changed = with(files, "rules/our-name-first.md", "When you talk", "Whenever you talk");
        assert_eq!(import(&db, &changed).await.candidates.len(), 2, "both rest on the card");
    }

    async fn the_database_keeps_what_was_published(db: TestDb) {
        import(&db, &example()).await;
        for change in [
            "UPDATE content_versions SET slug = 'x'",
            "DELETE FROM content_versions",
            "UPDATE publications SET change = 'editorial'",
            "DELETE FROM publications",
            "DELETE FROM course_members",
        ] {
            let error = db.sql(change).await.expect_err(change).to_string();
            assert!(error.contains("is insert-only"), "{error}");
        }
    }
}

fn tell(change: &PartChange) -> String {
    let places: Vec<String> = change
        .differences
        .iter()
        .map(|(language, difference)| {
            let language = language.map_or(String::new(), |l| format!("{} ", l.code()));
            match &difference.place {
                Place::Field(name) => format!("{language}Field {name}"),
                Place::Beginning => format!("{language}Beginning"),
                Place::Section(title) => format!("{language}Section {title}"),
            }
        })
        .collect();
    let what = match change.what {
        What::Added => "Added",
        What::Removed => "Removed",
        What::Changed => "Changed",
        What::Moved => "Moved",
    };
    format!(
        "{} {} {what}: {}",
        change.kind.code(),
        change.slug,
        places.join(", ")
    )
}
