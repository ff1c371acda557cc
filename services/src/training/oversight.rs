//! The role behind a command that reaches many people at once.

use crate::{
    Result,
    accounts::scope::PeopleInScope,
    ctx::Actor,
    store::{Resource, Tx, active_roles},
};
use domain::{
    accounts::Scope,
    policy::{Access, Action, access},
};

/// The people over whom the actor may do this. The command remembers the role that opens it, for its facts.
pub(crate) async fn people_in(tx: &Tx, action: Action) -> Result<PeopleInScope> {
    let found = PeopleInScope::of(tx.conn(), tx.ctx(), action).await?;
    if let Actor::Person(person) = &tx.ctx().actor {
        let roles = active_roles(tx.conn(), *person).await?.into_iter();
        for (_, scope) in roles.filter(|(role, _)| access(*role, action) >= Access::Scoped) {
            let reached = match scope {
                Scope::All => Resource::Any,
                Scope::LegalEntity(id) => Resource::LegalEntity(id),
                Scope::Department(id) => Resource::Department(id),
                Scope::Course(slug) => Resource::Course(slug),
            };
            if tx.authorize(action, reached).await.is_ok() {
                break;
            }
        }
    }
    Ok(found)
}
