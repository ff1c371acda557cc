//! The posts of a plan: which post a row means, and what would begin, move, change or end.

use super::{Maker, Somebody};
use crate::accounts::import::{
    file::Column,
    plan::{EntryKind, PostWrite},
    row::{Bad, Problem, Row},
};
use domain::{
    accounts::{EmploymentKind, Terms, TimeZoneName, Timeline, TimelineError, Write},
    ids::{EmploymentId, PersonId},
};
use std::collections::HashSet;
use time::Date;

impl Maker<'_> {
    /// Finds the post that each row means: the one in the same department and legal entity; else the only one left.
    pub(super) fn assign(&mut self, somebody: &Somebody, rows: &[&Row]) {
        let loaded = self.loaded;
        let none = Vec::new();
        let posts = loaded.posts.get(&somebody.id).unwrap_or(&none);
        let going: Vec<_> = posts
            .iter()
            .filter(|(_, t)| t.ends().is_none_or(|end| end >= self.today))
            .collect();
        let mut free: Vec<usize> = (0..going.len()).collect();
        let mut left: Vec<(&Row, Date)> = Vec::new();
        let mut seen = HashSet::new();
        for row in rows {
            let from = row.from.unwrap_or(self.today);
            if !seen.insert((row.legal_entity.clone(), row.department.clone())) {
                self.note(row, Column::Number, Problem::Twice, row.number.as_str());
                continue;
            }
            let same = free
                .iter()
                .position(|at| self.names(row, &going[*at].1, from));
            match same {
                Some(at) => {
                    let (post, timeline) = going[free.remove(at)];
                    self.change(somebody, row, from, *post, timeline);
                }
                None => left.push((row, from)),
            }
        }
        match (left.as_slice(), free.as_slice()) {
            ([], _) => {}
            ([(row, from)], [at]) => {
                let (post, timeline) = going[*at];
                self.change(somebody, row, *from, *post, timeline);
            }
            (rows, []) => {
                for (row, from) in rows {
                    self.hire(somebody, row, *from);
                }
            }
            (rows, _) => {
                for (row, _) in rows {
                    self.note(
                        row,
                        Column::Department,
                        Problem::Ambiguous,
                        row.number.as_str(),
                    );
                }
            }
        }
    }

    /// Whether the row names the department and legal entity of the post on that day.
    fn names(&self, row: &Row, post: &Timeline<Terms>, day: Date) -> bool {
        let Some(now) = post.on(day).or_else(|| post.on(self.today)) else {
            return false;
        };
        let entity = row
            .legal_entity
            .as_ref()
            .and_then(|c| self.entities.get(c.as_str()));
        let department = row
            .department
            .as_ref()
            .and_then(|c| self.departments.get(c.as_str()));
        row.department.is_some()
            && department.is_some_and(|d| d.id == now.value.department)
            && (row.legal_entity.is_none() || entity == Some(&now.value.legal_entity))
    }

    /// The terms that the row gives, over those that hold.
    fn terms(&mut self, id: PersonId, row: &Row, from: Date, now: Option<&Terms>) -> Option<Terms> {
        let bad = self.bad.len();
        let entity = match (&row.legal_entity, now) {
            (Some(code), _) => {
                let found = self.entities.get(code.as_str()).copied();
                if found.is_none() {
                    self.note(row, Column::LegalEntity, Problem::Unknown, code.as_str());
                }
                found
            }
            (None, Some(now)) => Some(now.legal_entity),
            (None, None) => self.missing(row, Column::LegalEntity),
        };
        let department = match (&row.department, now) {
            (Some(code), _) => {
                let found = self.departments.get(code.as_str());
                let found = found.filter(|d| d.places.on(from).is_some()).map(|d| d.id);
                if found.is_none() {
                    self.note(row, Column::Department, Problem::Unknown, code.as_str());
                }
                found
            }
            (None, Some(now)) => Some(now.department),
            (None, None) => self.missing(row, Column::Department),
        };
        let manager = match &row.manager {
            Some(number) => {
                let found = self.loaded.numbers.get(number.as_str());
                let found = found.or_else(|| self.added.get(number.as_str())).copied();
                match found {
                    None => self.note(row, Column::Manager, Problem::Unknown, number.as_str()),
                    Some(m) if m == id => {
                        self.note(row, Column::Manager, Problem::Circle, number.as_str())
                    }
                    Some(_) => {}
                }
                found
            }
            None => now.and_then(|n| n.manager),
        };
        let job_role = row
            .job_role
            .clone()
            .or_else(|| now.map(|n| n.job_role.clone()));
        let job_role = job_role.or_else(|| self.missing(row, Column::JobRole));
        let location = row
            .location
            .clone()
            .or_else(|| now.map(|n| n.location.clone()));
        let location = location.or_else(|| self.missing(row, Column::Location));
        let time_zone = row
            .time_zone
            .clone()
            .or_else(|| now.map(|n| n.time_zone.clone()));
        if bad != self.bad.len() {
            return None;
        }
        Some(Terms {
            legal_entity: entity?,
            department: department?,
            manager,
            job_role: job_role?,
            location: location?,
            time_zone: time_zone.or_else(|| TimeZoneName::parse("Asia/Seoul").ok())?,
            kind: row
                .kind
                .or(now.map(|n| n.kind))
                .unwrap_or(EmploymentKind::Employee),
            on_leave: row.on_leave.or(now.map(|n| n.on_leave)).unwrap_or(false),
        })
    }

    fn missing<T>(&mut self, row: &Row, column: Column) -> Option<T> {
        self.note(row, column, Problem::Missing, "");
        None
    }

    fn hire(&mut self, somebody: &Somebody, row: &Row, from: Date) {
        let Some(terms) = self.terms(somebody.id, row, from, None) else {
            return;
        };
        if row.to.is_some_and(|to| to < from) {
            return self.note(row, Column::To, Problem::BeforeStart, "");
        }
        self.lead(somebody.id, &terms);
        let kind = EntryKind::Hired {
            department: terms.department,
            from,
        };
        self.counts.hired += 1;
        self.say(row, &somebody.name, kind, &told(row, &terms));
        self.posts.push(PostWrite {
            line: row.line,
            person: somebody.id,
            post: self.ctx.new_id(),
            revision: 1,
            write: Write {
                valid_from: from,
                valid_to: row.to,
                voided: false,
                value: terms,
            },
        });
    }

    fn change(
        &mut self,
        somebody: &Somebody,
        row: &Row,
        from: Date,
        post: EmploymentId,
        timeline: &Timeline<Terms>,
    ) {
        let Some(now) = timeline.on(from).map(|e| e.value.clone()) else {
            let problem = if timeline.begins().is_some_and(|b| from < b) {
                Problem::NotBegun
            } else {
                Problem::Ended
            };
            return self.note(row, Column::From, problem, &from.to_string());
        };
        let Some(terms) = self.terms(somebody.id, row, from, Some(&now)) else {
            return;
        };
        self.lead(somebody.id, &terms);
        let mut timeline = timeline.clone();
        match timeline.change(from, terms.clone()) {
            Err(TimelineError::Unchanged) => {}
            Err(_) => return self.note(row, Column::From, Problem::Ended, &from.to_string()),
            Ok(write) => {
                if timeline.periods().iter().any(|p| p.from > from) {
                    return self.note(row, Column::From, Problem::LaterChange, &from.to_string());
                }
                let moved =
                    (now.department, now.legal_entity) != (terms.department, terms.legal_entity);
                let kind = if moved {
                    self.counts.moved += 1;
                    EntryKind::Moved {
                        before: now.department,
                        after: terms.department,
                        from,
                    }
                } else {
                    self.counts.adjusted += 1;
                    EntryKind::Adjusted { from }
                };
                self.say(row, &somebody.name, kind, &told(row, &terms));
                timeline = self.write(somebody, row, post, &timeline, vec![write]);
            }
        }
        let Some(last) = row.to else { return };
        match timeline.end(last) {
            Err(TimelineError::Unchanged) => {}
            Err(TimelineError::NotBegun) => {
                self.note(row, Column::To, Problem::NotBegun, &last.to_string())
            }
            Err(TimelineError::Ended) => {
                self.note(row, Column::To, Problem::Ended, &last.to_string())
            }
            Ok(writes) => {
                self.counts.ended += 1;
                self.say(row, &somebody.name, EntryKind::Ended { last }, "");
                self.write(somebody, row, post, &timeline, writes);
            }
        }
    }

    fn write(
        &mut self,
        somebody: &Somebody,
        row: &Row,
        post: EmploymentId,
        timeline: &Timeline<Terms>,
        writes: Vec<Write<Terms>>,
    ) -> Timeline<Terms> {
        let next = timeline.next_revision();
        for (n, write) in (next..).zip(&writes) {
            self.posts.push(PostWrite {
                line: row.line,
                person: somebody.id,
                post,
                revision: n,
                write: write.clone(),
            });
        }
        timeline.with(writes, self.ctx.clock.now())
    }

    fn lead(&mut self, id: PersonId, terms: &Terms) {
        if let Some(manager) = terms.manager {
            self.managers.insert(id, manager);
        }
    }

    /// Nobody leads those who lead them, as far as the file says.
    pub(super) fn refuse_circles(&mut self) {
        let mut fine: HashSet<PersonId> = HashSet::new();
        let mut circles: HashSet<PersonId> = HashSet::new();
        for start in self.managers.keys() {
            let mut path = vec![*start];
            while let Some(next) = path.last().and_then(|p| self.managers.get(p)) {
                if fine.contains(next) {
                    break;
                }
                if let Some(at) = path.iter().position(|p| p == next) {
                    circles.extend(&path[at..]);
                    break;
                }
                path.push(*next);
            }
            fine.extend(path);
        }
        let lines: Vec<u64> = self
            .posts
            .iter()
            .filter(|p| circles.contains(&p.person))
            .map(|p| p.line)
            .collect();
        for line in lines {
            self.bad.push(Bad {
                line,
                column: Some(Column::Manager),
                problem: Problem::Circle,
                value: String::new(),
            });
        }
    }
}

/// The terms as the hash knows them: a manager by number, since a new one has a new id each time.
fn told(row: &Row, terms: &Terms) -> String {
    let stable = Terms {
        manager: None,
        ..terms.clone()
    };
    format!("{stable:?}\0{:?}\0{:?}", row.manager, row.to)
}
