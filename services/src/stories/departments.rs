//! For which departments a reviewer signs.

use crate::{
    Ctx, Result,
    accounts::employments::{in_force, post},
    entity::employments,
};
use domain::{
    ids::{DepartmentId, PersonId},
    stories::Signing,
};
use sea_orm::{ConnectionTrait, ExprTrait, Order};
use uuid::Uuid;

/// The departments in which a reviewer works today, then those that every company knows.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    reviewer: PersonId,
) -> Result<Vec<Signing>> {
    use employments::Column::{DepartmentId as Department, EmploymentId, PersonId as Person};
    let mut select = in_force(ctx.today(), None);
    select
        .expr_as(post(Department), "department_id")
        .and_where(post(Person).eq(reviewer.as_uuid()))
        .order_by_expr(post(EmploymentId), Order::Asc);
    let mut found = Vec::new();
    for row in db.query_all(&select).await? {
        let department: Uuid = row.try_get("", "department_id")?;
        let unit = Signing::Unit(DepartmentId::from_uuid(department));
        if !found.contains(&unit) {
            found.push(unit);
        }
    }
    let homeless = found.is_empty();
    found.extend(Signing::NAMED);
    if homeless {
        found.push(Signing::Other);
    }
    Ok(found)
}
