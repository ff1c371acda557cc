//! Making the plan: who of the file is new, who is known, and what of them changes. Their posts are in [`posts`].

mod posts;

use super::{
    file::{self, Column},
    load::Loaded,
    plan::{Counts, Entry, EntryKind, PersonWrite, Plan, PostWrite},
    row::{Bad, Parser, Problem, Row},
};
use crate::{Ctx, accounts::organisation::Department};
use domain::{
    accounts::{PersonName, PersonStatus, TimeZoneName},
    ids::{LegalEntityId, PersonId},
    language::Language,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use time::Date;

/// Somebody of the file, new or not.
struct Somebody {
    id: PersonId,
    name: String,
}

pub(super) struct Maker<'a> {
    loaded: &'a Loaded,
    ctx: &'a Ctx,
    today: Date,
    counts: Counts,
    entries: Vec<Entry>,
    bad: Vec<Bad>,
    people: Vec<PersonWrite>,
    posts: Vec<PostWrite>,
    hash: Sha256,
    /// Those whom the file adds, by number.
    added: HashMap<String, PersonId>,
    /// Addresses that rows of the file give, with to whom.
    emails: HashMap<String, PersonId>,
    /// The organisation's codes.
    entities: HashMap<&'a str, LegalEntityId>,
    departments: HashMap<&'a str, &'a Department>,
    managers: HashMap<PersonId, PersonId>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(loaded: &'a Loaded, ctx: &'a Ctx) -> Self {
        let organisation = &loaded.organisation;
        Self {
            loaded,
            ctx,
            today: ctx.today(),
            counts: Counts::default(),
            entries: Vec::new(),
            bad: Vec::new(),
            people: Vec::new(),
            posts: Vec::new(),
            hash: Sha256::new(),
            added: HashMap::new(),
            emails: HashMap::new(),
            entities: organisation
                .legal_entities
                .iter()
                .map(|e| (e.code.as_str(), e.id))
                .collect(),
            departments: organisation
                .departments
                .iter()
                .map(|d| (d.code.as_str(), d))
                .collect(),
            managers: HashMap::new(),
        }
    }

    pub(super) fn make(mut self, text: &str) -> Plan {
        let columns = file::header(text).unwrap_or_default();
        let mut parser = Parser::default();
        let mut rows: Vec<Row> = Vec::new();
        for cells in file::lines(text, columns) {
            self.counts.rows += 1;
            match parser.parse(&cells) {
                Ok(row) => rows.push(row),
                Err(bad) => self.bad.extend(bad),
            }
        }
        // New people first: a manager may come later in the file.
        for row in &rows {
            let number = row.number.as_str();
            if !self.loaded.numbers.contains_key(number) && !self.added.contains_key(number) {
                self.added.insert(number.to_owned(), self.ctx.new_id());
            }
        }
        let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in &rows {
            groups.entry(row.number.as_str()).or_default().push(row);
        }
        let mut groups: Vec<Vec<&Row>> = groups.into_values().collect();
        groups.sort_by_key(|rows| rows.first().map(|r| r.line));
        for rows in groups {
            self.person(&rows);
        }
        self.refuse_circles();
        self.bad.sort_by_key(|b| b.line);
        self.entries.sort_by_key(|e| e.line);
        let told: HashSet<u64> = self
            .entries
            .iter()
            .map(|e| e.line)
            .chain(self.bad.iter().map(|b| b.line))
            .collect();
        self.counts.same = self.counts.rows - told.len();
        Plan {
            counts: self.counts,
            entries: self.entries,
            bad: self.bad,
            hash: hex::encode(self.hash.finalize()),
            people: self.people,
            posts: self.posts,
            fingerprint: self.loaded.fingerprint,
        }
    }

    fn note(
        &mut self,
        row: &Row,
        column: impl Into<Option<Column>>,
        problem: Problem,
        value: &str,
    ) {
        self.bad.push(Bad {
            line: row.line,
            column: column.into(),
            problem,
            value: value.to_owned(),
        });
    }

    /// What is done, into the list and into the hash. New ids are left out: the same file does the same.
    fn say(&mut self, row: &Row, name: &str, kind: EntryKind, what: &str) {
        self.hash.update(format!(
            "{}\0{}\0{name}\0{kind:?}\0{what}\n",
            row.line, row.number
        ));
        self.entries.push(Entry {
            line: row.line,
            number: row.number.to_string(),
            name: name.to_owned(),
            kind,
        });
    }

    fn person(&mut self, rows: &[&Row]) {
        let Some(first) = rows.first().copied() else {
            return;
        };
        if let Some(other) = rows.iter().find(|r| {
            (r.name.is_some() && r.name != first.name)
                || (r.email.is_some() && r.email != first.email)
                || (r.language.is_some() && r.language != first.language)
        }) {
            return self.note(other, Column::Number, Problem::Twice, other.number.as_str());
        }
        let known = self.loaded.numbers.get(first.number.as_str()).copied();
        let somebody = match known.and_then(|id| self.loaded.people.get(&id)) {
            Some(person) => self.existing(first, person),
            None => self.newcomer(first),
        };
        let Some(somebody) = somebody else { return };
        let with_post: Vec<&Row> = rows.iter().copied().filter(|r| r.has_post()).collect();
        self.assign(&somebody, &with_post);
    }

    fn newcomer(&mut self, row: &Row) -> Option<Somebody> {
        let Some(name) = &row.name else {
            self.note(row, Column::Name, Problem::Missing, "");
            return None;
        };
        let id = *self.added.get(row.number.as_str())?;
        self.address(row, id)?;
        let write = PersonWrite {
            line: row.line,
            id,
            new: true,
            number: row.number.to_string(),
            name: name.to_string(),
            email: row.email.as_ref().map(ToString::to_string),
            language: row.language.unwrap_or_default(),
            time_zone: row
                .time_zone
                .as_ref()
                .map_or("Asia/Seoul", TimeZoneName::as_str)
                .to_owned(),
        };
        let what = format!(
            "{:?}\0{:?}\0{}",
            write.email, write.language, write.time_zone
        );
        self.counts.created += 1;
        self.say(row, name.as_str(), EntryKind::Created, &what);
        self.people.push(write);
        Some(Somebody {
            id,
            name: name.to_string(),
        })
    }

    fn existing(&mut self, row: &Row, person: &crate::entity::people::Model) -> Option<Somebody> {
        if person.status != PersonStatus::Active.code() {
            self.note(row, Column::Number, Problem::Inactive, row.number.as_str());
            return None;
        }
        let id = PersonId::from_uuid(person.id);
        self.address(row, id)?;
        let name = row
            .name
            .as_ref()
            .map_or(person.name.as_str(), PersonName::as_str);
        let email = row
            .email
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| person.email.clone());
        let was = Language::from_code(&person.language).unwrap_or_default();
        let language = row.language.unwrap_or(was);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (a, b) in [
            (person.name.as_str(), name),
            (
                person.email.as_deref().unwrap_or("–"),
                email.as_deref().unwrap_or("–"),
            ),
            (was.code(), language.code()),
        ] {
            if a != b {
                before.push(a);
                after.push(b);
            }
        }
        if !before.is_empty() {
            if self.loaded.protected.contains(&id) {
                self.note(row, Column::Number, Problem::Protected, row.number.as_str());
                return None;
            }
            let kind = EntryKind::Changed {
                before: before.join(", "),
                after: after.join(", "),
            };
            self.counts.changed += 1;
            self.say(row, name, kind, "");
            self.people.push(PersonWrite {
                line: row.line,
                id,
                new: false,
                number: person.employee_number.clone(),
                name: name.to_owned(),
                email,
                language,
                time_zone: person.time_zone.clone(),
            });
        }
        Some(Somebody {
            id,
            name: name.to_owned(),
        })
    }

    /// Notes an address that somebody else has.
    fn address(&mut self, row: &Row, id: PersonId) -> Option<()> {
        let Some(email) = &row.email else {
            return Some(());
        };
        let there = self.loaded.emails.get(email.as_str()).copied();
        let in_file = self.emails.insert(email.to_string(), id);
        if there.or(in_file).is_some_and(|other| other != id) || in_file.is_some_and(|o| o != id) {
            self.note(row, Column::Email, Problem::Taken, email.as_str());
            return None;
        }
        Some(())
    }
}
