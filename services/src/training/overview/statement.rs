//! The statements behind HR's view. The database derives the label, so that it can count, filter and page by it; a
//! test holds it equal to the function in `domain::training`.

use super::Filter;
use crate::{
    accounts::{
        employments::{in_force, post},
        scope::PeopleInScope,
    },
    entity::{
        assignments, attempts, completions, employments, module_finishes, module_progress, people,
    },
    training::course::Shape,
};
use domain::{
    accounts::PersonStatus,
    content::Slug,
    training::{Label, SOON},
};
use sea_orm::{
    ExprTrait, JoinType, Order,
    sea_query::{
        Alias, CaseStatement, Cond, Expr, Func, LikeExpr, NullOrdering, Query, SelectStatement,
        UnionType,
    },
};
use std::collections::BTreeMap;
use time::{Date, Duration};
use uuid::Uuid;

/// What the statements ask.
pub(super) struct Overview<'a> {
    pub shapes: &'a BTreeMap<Slug, Shape>,
    pub within: &'a PeopleInScope,
    pub today: Date,
    pub departments: Option<Vec<Uuid>>,
    pub text: &'a str,
    /// Today in each zone that a deadline has.
    pub zones: Vec<(String, Date)>,
}

fn col(table: &'static str, column: &'static str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(column)))
}

fn own(column: people::Column) -> Expr {
    Expr::col((people::Entity, column))
}

/// The id of a person of [`active`].
pub(super) fn person_id() -> Expr {
    own(people::Column::Id)
}

/// The active people within a scope, by name. A duplicate that was merged is nobody.
pub(super) fn active(within: &PeopleInScope) -> SelectStatement {
    use people::Column::{EmployeeNumber, Id, MergedInto, Name, Status};
    Query::select()
        .columns([
            (people::Entity, Id),
            (people::Entity, Name),
            (people::Entity, EmployeeNumber),
        ])
        .from(people::Entity)
        .and_where(own(Status).eq(PersonStatus::Active.code()))
        .and_where(own(MergedInto).is_null())
        .cond_where(within.condition((people::Entity, Id)))
        .order_by((people::Entity, Name), Order::Asc)
        .order_by((people::Entity, Id), Order::Asc)
        .to_owned()
}

impl Overview<'_> {
    /// How many pairs have each rank.
    pub fn counts(&self) -> SelectStatement {
        Query::select()
            .column(Alias::new("rank"))
            .expr_as(
                Expr::col(Alias::new("person_id")).count(),
                Alias::new("count"),
            )
            .from_subquery(self.ranked(), Alias::new("ranked"))
            .group_by_col(Alias::new("rank"))
            .to_owned()
    }

    /// One page of pairs, what presses most first.
    pub fn page(&self, filter: &Filter, rows: u64, offset: u64) -> SelectStatement {
        let mut select = Query::select()
            .expr(Expr::cust("*"))
            .from_subquery(self.ranked(), Alias::new("ranked"))
            .to_owned();
        let shown = Label::ALL.into_iter().filter(|label| filter.shows(*label));
        select.and_where(Expr::col(Alias::new("rank")).is_in(shown.map(rank)));
        select
            .order_by(Alias::new("rank"), Order::Asc)
            .order_by_with_nulls(Alias::new("due_on"), Order::Asc, NullOrdering::Last)
            .order_by(Alias::new("name"), Order::Asc)
            .order_by(Alias::new("person_id"), Order::Asc)
            .order_by(Alias::new("course"), Order::Asc)
            .limit(rows)
            .offset(offset)
            .to_owned()
    }

    /// The pairs with the rank of their label: its place in [`Label::ALL`].
    fn ranked(&self) -> SelectStatement {
        let completed = col("pair", "completed_at").is_not_null();
        let owed = || col("pair", "due_on").is_not_null();
        let begun = || col("pair", "begun").eq(1);
        let rank = CaseStatement::new()
            .case(completed, rank(Label::Done))
            .case(owed().and(self.due_before(0)), rank(Label::Overdue))
            .case(owed().and(self.due_before(SOON + 1)), rank(Label::DueSoon))
            .case(begun(), rank(Label::InProgress))
            .case(owed(), rank(Label::NotStarted))
            .finally(rank(Label::NotAssigned));
        Query::select()
            .expr(Expr::cust("pair.*"))
            .expr_as(rank, Alias::new("rank"))
            .from_subquery(self.pairs(), Alias::new("pair"))
            .to_owned()
    }

    /// Whether the last day lies before the day that many days after today, which is another day in another zone.
    fn due_before(&self, days: i64) -> Expr {
        let mut any = Cond::any().add(Expr::val(1).eq(0));
        for (zone, today) in &self.zones {
            let day = today.saturating_add(Duration::days(days)).to_string();
            any = any.add(
                col("pair", "zone")
                    .eq(zone.as_str())
                    .and(col("pair", "due_on").lt(day)),
            );
        }
        any.into()
    }

    /// Every active person with every course, and what is known of the two.
    fn pairs(&self) -> SelectStatement {
        use people::Column::{EmployeeNumber, Id, Name, TimeZone};
        let same = |table| {
            col(table, "person_id")
                .equals((people::Entity, Id))
                .and(col(table, "course_slug").equals((Alias::new("course"), Alias::new("slug"))))
        };
        // That somebody tried an exercise is seen, how it went is not.
        let begun = exists(module_progress::Entity, same)
            .or(exists(module_finishes::Entity, same))
            .or(exists(attempts::Entity, same))
            .or(twin_touched(module_progress::Entity))
            .or(twin_touched(module_finishes::Entity))
            .or(twin_touched(attempts::Entity));
        let begun = CaseStatement::new().case(begun, 1).finally(0);
        let mut select = active(self.within);
        select
            .clear_selects()
            .clear_order_by()
            .expr_as(own(Id), Alias::new("person_id"))
            .expr_as(own(Name), Alias::new("name"))
            .expr_as(own(EmployeeNumber), Alias::new("employee_number"))
            .expr_as(own(TimeZone), Alias::new("time_zone"))
            .expr_as(col("course", "slug"), Alias::new("course"))
            .expr_as(col("owed", "due_on"), Alias::new("due_on"))
            .expr_as(col("owed", "zone"), Alias::new("zone"))
            .expr_as(col("owed", "reason"), Alias::new("reason"))
            .expr_as(col("done", "completed_at"), Alias::new("completed_at"))
            .expr_as(begun, Alias::new("begun"))
            .join_subquery(
                JoinType::InnerJoin,
                self.courses(),
                Alias::new("course"),
                Expr::val(1).eq(1),
            )
            .join_as(
                JoinType::LeftJoin,
                assignments::Entity,
                Alias::new("owed"),
                same("owed").and(col("owed", "ended_at").is_null()),
            )
            .join_subquery(
                JoinType::LeftJoin,
                self.completed(),
                Alias::new("done"),
                same("done"),
            );
        self.narrow(&mut select);
        select
    }

    fn narrow(&self, select: &mut SelectStatement) {
        use people::Column::{EmployeeNumber, Id, Name};
        if let Some(departments) = &self.departments {
            let mut here = in_force(self.today, None);
            here.expr(post(employments::Column::PersonId)).and_where(
                post(employments::Column::DepartmentId).is_in(departments.iter().copied()),
            );
            select.and_where(own(Id).in_subquery(here));
        }
        if !self.text.is_empty() {
            let holds = |column| {
                let pattern = LikeExpr::new(pattern(self.text)).escape('\\');
                Expr::from(Func::lower(own(column))).like(pattern)
            };
            select.and_where(holds(Name).or(holds(EmployeeNumber)));
        }
    }

    /// The courses as rows.
    fn courses(&self) -> SelectStatement {
        let mut rows = self.shapes.keys().map(|slug| {
            Query::select()
                .expr_as(Expr::val(slug.as_str()), Alias::new("slug"))
                .to_owned()
        });
        let mut first = rows.next().unwrap_or_default();
        first.unions(rows.map(|row| (UnionType::All, row)));
        first
    }

    /// The first completion of each pair that counts. A duplicate's is that of the person who was kept.
    fn completed(&self) -> SelectStatement {
        use completions::Column::{CompletedAt, CourseHash, CourseSlug, PersonId};
        let who = col("who", "merged_into").if_null(col("who", "id"));
        let counting = self.shapes.values().flat_map(|shape| &shape.counting);
        Query::select()
            .expr_as(who.clone(), Alias::new("person_id"))
            .column(CourseSlug)
            .expr_as(Expr::col(CompletedAt).min(), Alias::new("completed_at"))
            .from(completions::Entity)
            .join_as(
                JoinType::InnerJoin,
                people::Entity,
                Alias::new("who"),
                col("who", "id").equals((completions::Entity, PersonId)),
            )
            .and_where(Expr::col(CourseHash).is_in(counting.map(|h| h.as_bytes().to_vec())))
            .add_group_by([who, Expr::col(CourseSlug)])
            .to_owned()
    }
}

fn exists(
    table: impl sea_orm::sea_query::IntoTableRef,
    same: impl Fn(&'static str) -> Expr,
) -> Expr {
    let touched = Query::select()
        .expr(Expr::val(1))
        .from(table.into_table_ref().alias(Alias::new("touched")))
        .and_where(same("touched"))
        .to_owned();
    Expr::exists(touched)
}

/// Whether a duplicate of the person has rows of the course there.
fn twin_touched(table: impl sea_orm::sea_query::IntoTableRef) -> Expr {
    let touched = Query::select()
        .expr(Expr::val(1))
        .from_as(people::Entity, Alias::new("twin"))
        .join(
            JoinType::InnerJoin,
            table.into_table_ref().alias(Alias::new("touched")),
            col("touched", "person_id").equals((Alias::new("twin"), Alias::new("id"))),
        )
        .and_where(col("twin", "merged_into").equals((people::Entity, people::Column::Id)))
        .and_where(col("touched", "course_slug").equals((Alias::new("course"), Alias::new("slug"))))
        .to_owned();
    Expr::exists(touched)
}

fn rank(label: Label) -> i32 {
    let place = Label::ALL.iter().position(|l| *l == label);
    place.and_then(|p| i32::try_from(p).ok()).unwrap_or(0)
}

/// A search text as a pattern in which nothing but the ends is a wildcard.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
