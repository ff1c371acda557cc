//! That somebody was shown the way to drug safety, and nothing of what they had written.

use crate::{
    Error, Result,
    ctx::Actor,
    store::{Command, Fact, Resource, Tx},
};
use domain::policy::Action;
use serde::Serialize;

/// Keeps that the way was shown.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SafetyRouteShown {
    /// Where they were writing, such as `story`.
    pub place: &'static str,
}

impl Command for SafetyRouteShown {
    const NAME: &'static str = "safety_route_shown";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::HomeView, Resource::Person(person))
            .await?;
        let fact = Fact::new("safety_route_shown").subject(person);
        tx.fact(fact.code("place", self.place)).await?;
        Ok(())
    }
}
