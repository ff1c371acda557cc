//! What the forms are filled in for: people, courses, attempts, links, new for each form.

use super::Driver;
use crate::{
    forms::{people, stories},
    rules,
};
use domain::{
    accounts::{Role, Scope},
    content::{ContentHash, Slug},
    ids::PersonId,
};
use services::{
    accounts::{GrantRole, OpenSetup, session},
    assessment::StartAttempt,
    content::{self, Change, Files, PublishCourse, TypedEarlier, rules::ConfirmRules},
    ctx::Key,
    training::{AssignCourse, TypedLimits, Whom},
};
use time::Duration;

impl Driver<'_> {
    /// What the words of the rows stand for, new each time.
    pub(super) async fn prepare(&self, own: PersonId) -> Vec<(&'static str, String)> {
        let db = &self.app.db;
        let person = self.app.person(Role::Employee).await;
        let grant = GrantRole {
            person,
            role: Role::Reviewer,
            scope: Scope::All,
            reason: "to be taken back".into(),
        };
        let grant = db.store.write(&db.system(), grant).await.unwrap();
        let invited = self.app.person(Role::Employee).await;
        let token = OpenSetup { person: invited }
            .run(&db.store, &db.system())
            .await
            .unwrap();
        let sessions = || async {
            let all = session::own(&db.store, own, db.clock.now()).await.unwrap();
            all.into_iter().map(|s| s.id).collect::<Vec<_>>()
        };
        let before = sessions().await;
        self.app.login(own).await;
        let session = sessions()
            .await
            .into_iter()
            .find(|id| !before.contains(id))
            .unwrap();
        let mut words = stories::words(self.app, own).await;
        words.extend(people::words(self.app, person).await);
        words.extend([
            ("person", person.to_string()),
            ("owing", self.owing().await.to_string()),
            ("grant", grant.to_string()),
            ("token", token.to_string()),
            ("session", session.to_string()),
            ("number", format!("n-{}", &person.to_string()[24..])),
            ("own-number", self.number_of(own).await),
            ("candidate", self.waiting_course().await),
            ("card", self.card().await.to_string()),
            ("confirmed", self.confirmed().await.to_string()),
        ]);
        words
    }

    /// Somebody who owes a course.
    async fn owing(&self) -> PersonId {
        let person = self.app.person(Role::Employee).await;
        let assign = AssignCourse {
            course: "first-ten-minutes".into(),
            whom: Whom::These([person].into()),
            due_on: "2026-12-24".into(),
            reason: "new_hire".into(),
            note: String::new(),
            limits: TypedLimits {
                attempts: "3".into(),
                ..TypedLimits::default()
            },
        };
        let db = &self.app.db;
        db.store.write(&db.system(), assign).await.unwrap();
        person
    }

    /// A published course of which a newer version waits: the one that ships, under a name of its own.
    async fn waiting_course(&self) -> String {
        let db = &self.app.db;
        let shipped = Slug::parse("first-ten-minutes").unwrap();
        let name = format!("course-{}", &Key::random().to_string()[..8]);
        let old = format!("courses/{shipped}/");
        let mut files = Files::new();
        for (path, bytes) in content::export::files(&db.store, &shipped).await.unwrap() {
            let path = path.replace(&old, &format!("courses/{name}/"));
            let text = String::from_utf8(bytes).unwrap();
            let text = text.replace(&format!("slug: \"{shipped}\""), &format!("slug: {name}"));
            files.insert(path, text.into_bytes());
        }
        let hash = self.bring(&files).await;
        let publish = PublishCourse {
            slug: Slug::parse(&name).unwrap(),
            hash,
            change: Change::Material,
            earlier: TypedEarlier::default(),
            reason: "test".into(),
        };
        db.store.write(&db.system(), publish).await.unwrap();
        for language in ["ko", "en"] {
            let page = format!("courses/{name}/{language}/when-a-comment-turns-serious.md");
            let text = files.get_mut(&page).unwrap();
            text.extend(b"\n\nOne more sentence.\n");
        }
        self.bring(&files).await;
        name
    }

    /// The version of the course.
    async fn bring(&self, files: &Files) -> ContentHash {
        let db = &self.app.db;
        db.clock.advance(Duration::seconds(1));
        let library = content::check(files).into_library().unwrap();
        let imported = content::import(&db.store, &db.system(), &library)
            .await
            .unwrap();
        *imported.added.last().unwrap()
    }

    /// A version of a card of its own, on which a waiting course of its own rests.
    async fn card(&self) -> ContentHash {
        let db = &self.app.db;
        let name = format!("card-{}", &Key::random().to_string()[..8]);
        let files = rules::course_with_card(&name, "2027-05-23");
        let library = content::check(&files).into_library().unwrap();
        let imported = content::import(&db.store, &db.system(), &library)
            .await
            .unwrap();
        // Cards come first.
        imported.added[0]
    }

    async fn confirmed(&self) -> ContentHash {
        let db = &self.app.db;
        let card = self.card().await;
        let confirm = ConfirmRules {
            cards: [card].into(),
            next_review: "2027-11-24".into(),
        };
        db.store.write(&db.system(), confirm).await.unwrap();
        card
    }

    /// An attempt of theirs at the quiz of the shipped course, just begun.
    pub(super) async fn attempt(&self, own: PersonId) -> String {
        let db = &self.app.db;
        let start = StartAttempt {
            course: Slug::parse("first-ten-minutes").unwrap(),
            part: Slug::parse("check-yourself").unwrap(),
        };
        let begun = db.store.write(&db.as_person(own), start).await;
        begun.unwrap().to_string()
    }

    async fn number_of(&self, person: PersonId) -> String {
        let db = &self.app.db;
        let ctx = db.system();
        let details = services::accounts::queries::person(&db.store, &ctx, person).await;
        details.unwrap().employee_number.to_string()
    }
}
